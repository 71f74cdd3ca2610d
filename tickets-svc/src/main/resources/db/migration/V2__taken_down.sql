-- Since when an admin has it down; null for what its seller withdrew. Instances of before do not
-- know it: to them it is WITHDRAWN like any other.
alter table tickets add column taken_down_at timestamptz;

-- For admins, who look for tickets by time.
create index tickets_by_time on tickets (created_at);
