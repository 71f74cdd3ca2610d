package ticketing.e2e;

import ticketing.chassis.events.Decision;

// breaks: journeysUsePublicInterfacesAlone
record PlantedInsideIT(Decision<?> decision) {}
