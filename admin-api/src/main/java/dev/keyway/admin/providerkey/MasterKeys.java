package dev.keyway.admin.providerkey;

import dev.keyway.admin.database.InvalidSettingException;
import dev.keyway.admin.database.Pipeline;
import java.util.List;
import java.util.random.RandomGenerator;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the seal; a service that lacks a master key which is in use does not start. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MasterSettings.class)
class MasterKeys {

    @Bean
    Seal seal(MasterSettings settings, Pipeline pipeline) {
        Seal seal = new Seal(settings.ring());
        List<String> missing =
                pipeline.jdbc().sql("""
                        SELECT master_key_id FROM provider_key WHERE master_key_id IS NOT NULL
                        UNION SELECT user_key_master_key_id FROM tenant WHERE user_key_master_key_id IS NOT NULL
                        UNION SELECT fingerprint_master_key_id FROM installation WHERE fingerprint_master_key_id IS NOT NULL
                        UNION SELECT master_key_id FROM alert_channel WHERE master_key_id IS NOT NULL
                        UNION SELECT target_master_key_id FROM alert_channel WHERE target_master_key_id IS NOT NULL ORDER BY 1""").query((row, n) -> row.getString(1)).list();
        missing.removeAll(seal.ids());
        if (!missing.isEmpty()) {
            throw new InvalidSettingException(
                    "KEYWAY_MASTER_KEYS",
                    "lacks '" + String.join("', '", missing) + "', with which keys of this database are sealed");
        }
        return seal;
    }

    @Bean
    Fingerprints fingerprints(Seal seal, RandomGenerator random, Pipeline pipeline) {
        return pipeline.write(new FingerprintKey(seal, random)::prepare);
    }
}
