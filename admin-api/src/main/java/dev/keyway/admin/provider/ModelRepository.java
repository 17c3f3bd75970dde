package dev.keyway.admin.provider;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

interface ModelRepository extends ProviderResourceRepository<Model> {

    /** Locks the row until the transaction ends. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select m from Model m where m.providerId = :provider and m.id = :id and m.deletedAt is null")
    Optional<Model> hold(UUID provider, UUID id);

    @Override
    @Query("select m from Model m where m.providerId = :provider and m.name = :name and m.deletedAt is null")
    Optional<Model> findByName(UUID provider, String name);
}
