package dev.keyway.admin.problem;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.TomcatContextCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import tools.jackson.databind.json.JsonMapper;

/** Answers as everywhere else where a request does not get as far as the service: refused by the server, or by the firewall. */
@Configuration(proxyBeanMethods = false)
class ServerProblems {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsOfTheServer(JsonMapper json) {
        TomcatContextCustomizer customizer =
                context -> context.getParent().getPipeline().addValve(new Valve(json));
        return factory -> factory.addContextCustomizers(customizer);
    }

    @Bean
    RequestRejectedHandler problemsOfTheFirewall(ProblemWriter problems) {
        return (request, response, rejected) -> problems.write(
                request, response, ProblemException.invalid("request", "must have a plain path and plain headers"));
    }

    private static final class Valve extends ErrorReportValve {

        private final JsonMapper json;

        Valve(JsonMapper json) {
            this.json = json;
        }

        @Override
        protected void report(Request request, Response response, @Nullable Throwable failure) {
            int status = response.getStatus();
            if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
                return;
            }
            ProblemException refused = ProblemWriter.written(request).orElseGet(() -> {
                ErrorCode code = ErrorCode.of(HttpStatusCode.valueOf(status));
                return ProblemException.of(code, code.title() + ".");
            });
            response.setStatus(refused.code().status().value());
            try {
                String problem = json.writeValueAsString(Problem.of(
                        refused.code(),
                        String.valueOf(refused.getMessage()),
                        refused.fields(),
                        RequestId.of(request.getRequest())));
                response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
                // That of an answer which the server did not let out may be set.
                response.setCharacterEncoding(StandardCharsets.UTF_8);
                response.setContentLength(problem.getBytes(StandardCharsets.UTF_8).length);
                response.getReporter().write(problem);
                response.finishResponse();
            } catch (IOException e) {
                container.getLogger().debug("the client is gone", e);
            }
        }
    }
}
