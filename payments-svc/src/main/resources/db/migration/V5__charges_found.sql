-- For admins, who look for charges by their buyer and by their step.
create index charges_by_buyer on charges (buyer_id, created_at, id);
create index charges_by_step on charges (step, created_at, id);
