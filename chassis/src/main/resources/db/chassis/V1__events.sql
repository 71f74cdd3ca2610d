-- What the service tells: every event, and which of them JetStream has not acknowledged yet.
create table event_log (
  position bigint generated always as identity primary key,
  aggregate_id uuid not null,
  version int not null check (version > 0),
  type text not null,
  subject text not null,
  time timestamptz not null,
  body text not null,
  unique (aggregate_id, version)
);

-- Written after the event in the same transaction; resend counts NATS's losses of the event.
create table event_pending (
  position bigint primary key,
  resend int not null default 0
);

-- The last acknowledgement, to notice a NATS that lost something. One row.
create table relay_mark (
  one boolean primary key default true check (one),
  stream_created timestamptz not null,
  position bigint not null,
  stream_sequence bigint not null,
  losses int not null default 0
);

-- What the service heard: the version of each foreign row that it has applied.
create table heard (
  source text not null,
  aggregate_id uuid not null,
  version int not null,
  primary key (source, aggregate_id)
);

-- Events kept back: WAITING for an earlier version until due_at, RETRYING at due_at, or FAILED.
-- An event that could not be read has neither aggregate nor version.
create table parked (
  id bigint generated always as identity primary key,
  source text not null,
  aggregate_id uuid,
  version int,
  subject text not null,
  body text not null,
  state text not null check (state in ('WAITING', 'RETRYING', 'FAILED')),
  tries int not null,
  error text,
  parked_at timestamptz not null default now(),
  due_at timestamptz not null,
  unique (source, aggregate_id, version)
);
create index parked_due on parked (source, due_at) where state <> 'FAILED';
