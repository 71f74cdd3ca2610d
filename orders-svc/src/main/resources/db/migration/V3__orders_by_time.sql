-- Admins find orders by when they were made. Rows come nearly in that order, so that this is small
-- and costs a new order next to nothing.
create index orders_by_time on orders using brin (created_at);
