package ticketing.auth;

import ticketing.contracts.auth.SessionRepresentation;

/** A session that began: what its caller is shown, and what a browser keeps of it. */
record SignedIn(SessionRepresentation session, SessionSecret secret) {}
