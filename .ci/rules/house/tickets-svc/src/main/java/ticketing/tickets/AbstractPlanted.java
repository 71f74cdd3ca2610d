package ticketing.tickets;

// breaks: typesHaveSpeakingNames
interface AbstractPlanted {

  interface PlantedHelper {}
}
