package dev.keyway.admin.problem;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Answers with a problem where no controller is reached: in filters. */
@Component
public final class ProblemWriter {

    private static final String WRITTEN = ProblemWriter.class.getName() + ".written";

    private final JsonMapper json;

    ProblemWriter(JsonMapper json) {
        this.json = json;
    }

    public void write(HttpServletRequest request, HttpServletResponse response, ProblemException problem)
            throws IOException {
        request.setAttribute(WRITTEN, problem);
        if (response.isCommitted()) {
            return;
        }
        response.setStatus(problem.code().status().value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        problem.retryAfter().ifPresent(wait -> response.setHeader(HttpHeaders.RETRY_AFTER, "" + wait.toSeconds()));
        response.getOutputStream()
                .write(json.writeValueAsBytes(Problem.of(
                        problem.code(),
                        String.valueOf(problem.getMessage()),
                        problem.fields(),
                        RequestId.of(request))));
    }

    /** What was written. Where reading a body fails, the server lets no answer out but its own. */
    static Optional<ProblemException> written(ServletRequest request) {
        return Optional.ofNullable((ProblemException) request.getAttribute(WRITTEN));
    }
}
