-- All sessions of a user end when the user loses a role.
create index sessions_live on sessions (user_id) where ended_at is null;
