-- When an admin shut the user out; null: the user may sign in. Instances of before do not know it:
-- while one of those runs, a user who is disabled may still sign in there.
alter table users add column disabled_at timestamptz;
