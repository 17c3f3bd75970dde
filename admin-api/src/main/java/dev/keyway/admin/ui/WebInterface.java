package dev.keyway.admin.ui;

import dev.keyway.admin.problem.ProblemWriter;
import dev.keyway.admin.security.BrowserHeaders;
import dev.keyway.admin.security.PublicSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/** Web interface, at every path that is no other's. Its files are public: what they show comes from the API. */
@Configuration(proxyBeanMethods = false)
class WebInterface {

    static final int BEFORE_THE_API = 1;

    private static final List<String> OTHERS = List.of("/api/", "/gateway/", "/actuator/", "/swagger-ui/", "/error");
    private static final Set<String> METHODS = Set.of("GET", "HEAD");

    @Bean
    @Order(BEFORE_THE_API)
    SecurityFilterChain webInterfaceChain(HttpSecurity http, PublicSettings seen, ProblemWriter problems)
            throws Exception {
        UiFiles files = UiFiles.load();
        return http.securityMatcher(request -> !files.isEmpty() && isOfTheInterface(request))
                .csrf(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .securityContext(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> BrowserHeaders.set(headers, seen))
                .addFilterBefore(new UiFilter(files, problems), AuthorizationFilter.class)
                .authorizeHttpRequests(requests -> requests.anyRequest().denyAll())
                .build();
    }

    private static boolean isOfTheInterface(HttpServletRequest request) {
        String path = request.getRequestURI();
        return METHODS.contains(request.getMethod()) && OTHERS.stream().noneMatch(path::startsWith);
    }
}
