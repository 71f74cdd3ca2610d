package ticketing.planted;

import graphql.GraphQL;

// breaks: graphqlIsInTheGatewayAlone
record PlantedGraphql(GraphQL graphql) {}
