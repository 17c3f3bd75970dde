package dev.keyway.admin.security;

import dev.keyway.admin.body.Bodies;
import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.problem.ProblemWriter;
import dev.keyway.admin.reference.References;
import java.time.Clock;
import java.util.List;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.logout.LogoutFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import tools.jackson.databind.json.JsonMapper;

/** The way of a call: who, forged or not, allowed or not. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({SecuritySettings.class, PublicSettings.class})
class Security {

    /**
     * Names may have a slash in them, as those of models do. The server leaves it encoded, and whoever looks at a path parts it before it
     * is decoded, so that it separates no segments.
     */
    @Bean
    HttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowUrlEncodedSlash(true);
        firewall.setAllowUrlEncodedPercent(true);
        return firewall;
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> slashesInNames() {
        return server -> server.addConnectorCustomizers(
                connector -> connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue()));
    }

    @Bean
    Permissions permissions() {
        return Permissions.load();
    }

    /** The management port has no callers but the platform. */
    @Bean
    @Order(1)
    SecurityFilterChain management(HttpSecurity http) throws Exception {
        return http.securityMatcher("/actuator/**")
                .csrf(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain api(
            HttpSecurity http,
            Permissions permissions,
            List<Credentials> credentials,
            CurrentCaller current,
            SecuritySettings settings,
            PublicSettings seen,
            SessionCookie sessionCookie,
            AuditedCalls audited,
            Clock clock,
            References references,
            JsonMapper json,
            ProblemWriter problems)
            throws Exception {
        Refusals refusals = new Refusals(problems, current);
        return http.csrf(AbstractHttpConfigurer::disable)
                .addFilterBefore(
                        new CallerFilter(credentials, current, new Addresses(settings), audited, problems),
                        LogoutFilter.class)
                .addFilterBefore(new CsrfCheck(sessionCookie, refusals), LogoutFilter.class)
                .addFilterBefore(new NamedPaths(permissions, references, current, problems), AuthorizationFilter.class)
                .addFilterAfter(new Bodies(current, problems, clock), AuthorizationFilter.class)
                .addFilterAfter(new NamedBodies(permissions, references, current, json, problems), Bodies.class)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .anonymous(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .securityContext(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(requests -> requests.anyRequest().access(new RouteAccess(permissions)))
                .exceptionHandling(
                        refused -> refused.accessDeniedHandler(refusals).authenticationEntryPoint(refusals))
                .headers(headers -> {
                    BrowserHeaders.set(headers, seen);
                    headers.contentSecurityPolicy(
                            policy -> policy.policyDirectives(
                                    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"));
                })
                .build();
    }
}
