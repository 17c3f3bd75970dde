package dev.keyway.admin.provider;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface ProviderRepository extends Repository<ProviderRow, UUID> {

    ProviderRow save(ProviderRow provider);

    @Query("select p from ProviderRow p where p.id = :id and p.deletedAt is null")
    Optional<ProviderRow> find(UUID id);

    /** Holds it as it is until the transaction ends, so that its keys are those of its address. */
    @Lock(LockModeType.PESSIMISTIC_READ)
    @Query("select p from ProviderRow p where p.id = :id and p.deletedAt is null")
    Optional<ProviderRow> hold(UUID id);

    @Query("""
            select p from ProviderRow p where p.id < :before and p.deletedAt is null
              and (lower(p.slug) like :pattern escape '!' or lower(p.name) like :pattern escape '!')
            order by p.id desc""")
    List<ProviderRow> page(UUID before, String pattern, Limit limit);

    @Query(
            value = "select count(*) from provider_key where provider_id = :id and deleted_at is null",
            nativeQuery = true)
    long keys(UUID id);

    @Query(
            value =
                    "select count(*) from provider_key where provider_id = :id and deleted_at is null and origin <> :origin",
            nativeQuery = true)
    long unusableKeys(UUID id, String origin);

    @Query(value = """
            select count(*) from alias_target t join alias a on a.id = t.alias_id and a.deleted_at is null
            where t.provider_id = :id""", nativeQuery = true)
    long aliases(UUID id);

    @Query("select p from ProviderRow p where p.slug = :slug and p.deletedAt is null")
    Optional<ProviderRow> findBySlug(String slug);

    @Query("select p from ProviderRow p where p.deletedAt is null")
    List<ProviderRow> all();

    @Query("select count(p) from ProviderRow p")
    long countAll();

    /** Whoever starts at the same moment comes after this transaction. */
    @Query(value = "select 1 from pg_advisory_xact_lock(hashtext('keyway.first_providers'))", nativeQuery = true)
    int waitForOthersAtFirstStart();
}
