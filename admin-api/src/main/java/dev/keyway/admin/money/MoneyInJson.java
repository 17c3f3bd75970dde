package dev.keyway.admin.money;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JacksonModule;

/** Every amount of the API is money, and is written as such. */
@Configuration(proxyBeanMethods = false)
class MoneyInJson {

    @Bean
    JacksonModule moneyAsText() {
        return MoneyText.module(MoneyText.Numbers.REFUSED);
    }
}
