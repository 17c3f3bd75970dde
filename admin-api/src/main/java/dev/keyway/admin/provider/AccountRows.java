package dev.keyway.admin.provider;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface AccountRows extends Repository<Account, UUID> {

    void save(Account account);

    @Query("select a from Account a where a.providerId = :provider and a.id = :id and a.deletedAt is null")
    Optional<Account> find(UUID provider, UUID id);

    @Query("""
            select a from Account a where a.providerId = :provider and lower(a.name) = lower(:name)
              and a.deletedAt is null""")
    Optional<Account> findByName(UUID provider, String name);

    @Query("""
            select a from Account a where a.providerId = :provider and a.id < :before and a.deletedAt is null
            order by a.id desc""")
    List<Account> page(UUID provider, UUID before, Limit limit);

    @Query("select a from Account a where a.deletedAt is null")
    List<Account> all();

    @Query(
            value = "select count(*) from provider_key where account_id = :id and deleted_at is null",
            nativeQuery = true)
    long keys(UUID id);
}
