package dev.keyway.admin.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.web.filter.OncePerRequestFilter;

/** A real OpenID Connect provider on a port of its own: Spring's Authorization Server. Everybody is who they say. */
final class IdentityProvider implements AutoCloseable {

    static final String CLIENT = "keyway";
    static final String CLIENT_SECRET = "client-CANARY-secret";

    private final AnnotationConfigServletWebServerApplicationContext context =
            new AnnotationConfigServletWebServerApplicationContext();

    IdentityProvider() {
        context.register(Server.class);
        context.refresh();
    }

    String issuer() {
        return "http://127.0.0.1:"
                + Objects.requireNonNull(context.getWebServer()).getPort();
    }

    /** What it says of a person from the next sign-in on. */
    void tells(String person, Map<String, Object> claims) {
        context.getBean(Claims.class).byPerson.put(person, claims);
    }

    /** Where its client may be sent back to. */
    void knows(String redirectUri) {
        context.getBean(Clients.class).redirectUri = redirectUri;
    }

    /** Signs with a new key from now on, and publishes that alone. */
    void replacesItsKey() {
        context.getBean(Keys.class).replace();
    }

    /** Signs with a new key from now on, which has the ID of the key before it. */
    void replacesItsKeyUnderTheSameId() {
        context.getBean(Keys.class).replaceUnderTheSameId();
    }

    /** Takes calls of this path from now on, and does not answer them; none: answers all again. */
    void isSilentAt(String path) {
        Objects.requireNonNull((Silence)
                        context.getBean("silence", FilterRegistrationBean.class).getFilter())
                .at(path);
    }

    @Override
    public void close() {
        isSilentAt("");
        context.close();
    }

    /** Holds the calls of one path. */
    static final class Silence extends OncePerRequestFilter {

        private volatile String path = "";
        private volatile CountDownLatch broken = new CountDownLatch(0);

        void at(String next) {
            broken.countDown();
            broken = new CountDownLatch(1);
            path = next;
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            if (request.getRequestURI().equals(path)) {
                try {
                    broken.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            chain.doFilter(request, response);
        }
    }

    /** Instead of a form: who sends a name by Basic is signed in by that name. */
    static final class WhoeverSaysWho extends OncePerRequestFilter {

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            String header = request.getHeader("Authorization");
            if (header != null && request.getRequestURI().equals("/oauth2/authorize")) {
                String name = new String(Base64.getDecoder().decode(header.substring(6)), StandardCharsets.UTF_8)
                        .split(":", 2)[0];
                SecurityContextHolder.setContext(
                        new SecurityContextImpl(UsernamePasswordAuthenticationToken.authenticated(
                                name,
                                "",
                                List.of(FactorGrantedAuthority.fromAuthority(
                                        FactorGrantedAuthority.PASSWORD_AUTHORITY)))));
            }
            chain.doFilter(request, response);
        }
    }

    static final class Claims {
        final Map<String, Map<String, Object>> byPerson = new ConcurrentHashMap<>();
    }

    static final class Clients implements RegisteredClientRepository {

        private volatile String redirectUri = "http://127.0.0.1:1/none";

        /** Its secret, hashed better: of no use here. */
        @Override
        public void save(RegisteredClient client) {}

        @Override
        public RegisteredClient findById(String id) {
            return client();
        }

        @Override
        public @Nullable RegisteredClient findByClientId(String clientId) {
            return clientId.equals(CLIENT) ? client() : null;
        }

        private RegisteredClient client() {
            return RegisteredClient.withId(CLIENT)
                    .clientId(CLIENT)
                    .clientSecret("{noop}" + CLIENT_SECRET)
                    .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                    .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                    .redirectUri(redirectUri)
                    .scope("openid")
                    .scope("profile")
                    .scope("email")
                    .clientSettings(ClientSettings.builder()
                            .requireProofKey(true)
                            .requireAuthorizationConsent(false)
                            .build())
                    .build();
        }
    }

    /** Not annotated as a configuration, so that the service under test does not find it. */
    @EnableWebSecurity
    static class Server {

        @Bean
        TomcatServletWebServerFactory web() {
            return new TomcatServletWebServerFactory(0);
        }

        /** Filters answer everything; without a servlet behind them they would not be asked. */
        @Bean
        ServletRegistrationBean<HttpServlet> nothing() {
            return new ServletRegistrationBean<>(new HttpServlet() {}, "/");
        }

        @Bean
        FilterRegistrationBean<Silence> silence() {
            FilterRegistrationBean<Silence> registration = new FilterRegistrationBean<>(new Silence());
            registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
            return registration;
        }

        @Bean
        DelegatingFilterProxyRegistrationBean security() {
            return new DelegatingFilterProxyRegistrationBean("springSecurityFilterChain");
        }

        @Bean
        Claims claims() {
            return new Claims();
        }

        @Bean
        Clients clients() {
            return new Clients();
        }

        @Bean
        SecurityFilterChain chain(HttpSecurity http) throws Exception {
            return http.oauth2AuthorizationServer(server -> server.oidc(Customizer.withDefaults()))
                    .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .addFilterAfter(new WhoeverSaysWho(), SecurityContextHolderFilter.class)
                    .build();
        }

        @Bean
        AuthorizationServerSettings settings() {
            return AuthorizationServerSettings.builder().build();
        }

        @Bean
        OAuth2TokenCustomizer<JwtEncodingContext> telling(Claims claims) {
            return token -> {
                Authentication person = Objects.requireNonNull(token.getPrincipal());
                Map<String, Object> told = claims.byPerson.getOrDefault(person.getName(), Map.of());
                token.getClaims().claims(all -> all.putAll(told));
            };
        }

        @Bean
        JwtDecoder decoder(JWKSource<SecurityContext> keys) {
            return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
        }

        @Bean
        Keys keys() {
            return new Keys();
        }
    }

    static final class Keys implements JWKSource<SecurityContext> {

        private volatile ImmutableJWKSet<SecurityContext> current =
                next(UUID.randomUUID().toString());

        void replace() {
            current = next(UUID.randomUUID().toString());
        }

        void replaceUnderTheSameId() {
            current = next(current.getJWKSet().getKeys().getFirst().getKeyID());
        }

        @Override
        public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) {
            return current.get(selector, context);
        }

        private static ImmutableJWKSet<SecurityContext> next(String id) {
            try {
                return new ImmutableJWKSet<>(
                        new JWKSet(new RSAKeyGenerator(2048).keyID(id).generate()));
            } catch (JOSEException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
