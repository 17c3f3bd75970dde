-- Records are followed by their arrival. Batches come in its order, so that this index grows at its end, and those of a batch share an entry.
CREATE INDEX usage_event_of_arrival ON usage_event (arrived_at);
