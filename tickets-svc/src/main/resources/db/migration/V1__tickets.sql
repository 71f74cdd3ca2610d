create table tickets (
  id uuid primary key,
  seller_id uuid not null,
  title text not null,
  amount int not null,
  currency text not null,
  status text not null check (status in ('AVAILABLE', 'LOCKED', 'SOLD', 'WITHDRAWN')),
  -- The order that holds it, while LOCKED or SOLD.
  order_id uuid,
  -- The highest lock_no of an order that it answered.
  lock_no int not null,
  locked_until timestamptz,
  -- The order that it refused, if it refused the one with lock_no.
  refused_order_id uuid,
  refused_reason text,
  version int not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  words tsvector not null generated always as (to_tsvector('simple', title)) stored,
  check ((order_id is not null) = (status in ('LOCKED', 'SOLD')))
);
create index tickets_by_seller on tickets (seller_id, id desc);
create index tickets_by_status on tickets (status, id desc);
create index tickets_by_words on tickets using gin (words);
