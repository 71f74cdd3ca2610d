-- What admins did: written in the transaction of the action, never changed.
create table audit (
  id bigint generated always as identity primary key,
  -- The admin's user id.
  who uuid not null,
  -- The action, and the id of what it was done to.
  what text not null,
  subject text not null,
  reason text not null check (length(reason) between 1 and 500),
  at timestamptz not null
);
create index audit_by_who on audit (who, id desc);
create index audit_by_subject on audit (subject, id desc);
