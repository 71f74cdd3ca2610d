package ticketing.tickets;

import io.dropwizard.core.Application;
import io.dropwizard.core.Configuration;

// breaks: applicationsHaveNoBaseOfOurs
abstract class PlantedApplication extends PlantedServer {}

abstract class PlantedServer extends Application<Configuration> {}
