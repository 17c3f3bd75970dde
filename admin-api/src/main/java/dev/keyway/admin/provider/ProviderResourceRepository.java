package dev.keyway.admin.provider;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.NoRepositoryBean;
import org.springframework.data.repository.Repository;

@NoRepositoryBean
interface ProviderResourceRepository<E extends ProviderResource<?, ?>> extends Repository<E, UUID> {

    E save(E row);

    @Query("select e from #{#entityName} e where e.providerId = :provider and e.id = :id and e.deletedAt is null")
    Optional<E> find(UUID provider, UUID id);

    Optional<E> findByName(UUID provider, String name);

    @Query("""
            select e from #{#entityName} e where e.providerId = :provider and e.id < :before and e.deletedAt is null
              and lower(e.name) like :pattern escape '!'
            order by e.id desc""")
    List<E> page(UUID provider, UUID before, String pattern, Limit limit);

    @Query("select e from #{#entityName} e where e.deletedAt is null")
    List<E> all();

    @Query("select e.name from #{#entityName} e where e.providerId = :provider and e.deletedAt is null")
    List<String> names(UUID provider);
}
