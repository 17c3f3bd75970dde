package dev.keyway.admin.provider;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface ModelRows extends Repository<Model, UUID> {

    void save(Model model);

    @Query("select m from Model m where m.providerId = :provider and m.id = :id and m.deletedAt is null")
    Optional<Model> find(UUID provider, UUID id);

    /** Holds it until the transaction ends. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select m from Model m where m.providerId = :provider and m.id = :id and m.deletedAt is null")
    Optional<Model> hold(UUID provider, UUID id);

    @Query("select m from Model m where m.providerId = :provider and m.name = :name and m.deletedAt is null")
    Optional<Model> findByName(UUID provider, String name);

    @Query("select m from Model m where m.deletedAt is null")
    List<Model> all();

    @Query("""
            select m from Model m where m.providerId = :provider and m.id < :before and m.deletedAt is null
              and lower(m.name) like :pattern escape '!'
            order by m.id desc""")
    List<Model> page(UUID provider, UUID before, String pattern, Limit limit);
}
