-- For the oldest hold, which is asked for every few seconds.
create index charges_held on charges (created_at)
  where step in ('AUTHORIZED', 'CAPTURING', 'VOIDING');
