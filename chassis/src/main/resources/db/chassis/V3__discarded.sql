-- An event kept back that an operator gave up: FAILED, and there until its row's next version is
-- applied, so that this does not wait for it.
alter table parked add column discarded_at timestamptz;
