package dev.keyway.admin.provider;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Query;

interface AccountRepository extends ProviderResourceRepository<Account> {

    /** The account of this name, in whichever case. */
    @Override
    @Query("""
            select a from Account a where a.providerId = :provider and lower(a.name) = lower(:name)
              and a.deletedAt is null""")
    Optional<Account> findByName(UUID provider, String name);

    @Query(
            value = "select count(*) from provider_key where account_id = :id and deleted_at is null",
            nativeQuery = true)
    long keys(UUID id);
}
