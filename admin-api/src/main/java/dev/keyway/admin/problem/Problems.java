package dev.keyway.admin.problem;

import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.ConstraintViolationException;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionException;
import org.springframework.validation.BindingResult;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DatabindException;

/** The one place that renders what went wrong. */
@RestControllerAdvice
class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    @ExceptionHandler
    ResponseEntity<Problem> known(ProblemException problem, HttpServletRequest request) {
        HttpHeaders headers = new HttpHeaders();
        problem.retryAfter().ifPresent(wait -> headers.set(HttpHeaders.RETRY_AFTER, "" + wait.toSeconds()));
        return answer(problem.code(), String.valueOf(problem.getMessage()), problem.fields(), headers, request);
    }

    @ExceptionHandler
    ResponseEntity<Problem> invalid(MethodArgumentNotValidException invalid, HttpServletRequest request) {
        List<FieldError> fields = invalid.getFieldErrors().stream()
                .map(error -> new FieldError(error.getField(), message(error, invalid.getBindingResult())))
                .sorted(Comparator.comparing(FieldError::field))
                .toList();
        return fields.isEmpty()
                ? answer(ErrorCode.INVALID_REQUEST, "The body is invalid.", request)
                : known(ProblemException.invalid(fields), request);
    }

    @ExceptionHandler
    ResponseEntity<Problem> invalid(HandlerMethodValidationException invalid, HttpServletRequest request) {
        List<FieldError> fields = invalid.getParameterValidationResults().stream()
                .flatMap(result -> result.getResolvableErrors().stream()
                        .map(error -> new FieldError(
                                String.valueOf(result.getMethodParameter().getParameterName()),
                                String.valueOf(error.getDefaultMessage()))))
                .toList();
        return known(ProblemException.invalid(fields), request);
    }

    @ExceptionHandler
    ResponseEntity<Problem> invalid(ConstraintViolationException invalid, HttpServletRequest request) {
        return known(
                ProblemException.invalid(invalid.getConstraintViolations().stream()
                        .map(FieldError::of)
                        .sorted(Comparator.comparing(FieldError::field))
                        .toList()),
                request);
    }

    @ExceptionHandler
    ResponseEntity<Problem> mistyped(MethodArgumentTypeMismatchException mismatch, HttpServletRequest request) {
        Class<?> type = mismatch.getRequiredType();
        return known(
                ProblemException.invalid(
                        mismatch.getName(), "must be " + (type == null ? "another value" : JsonFaults.kind(type))),
                request);
    }

    /** A query or a form that the server or its firewall does not read. */
    @ExceptionHandler({InvalidParameterException.class, RequestRejectedException.class})
    ResponseEntity<Problem> unreadable(RuntimeException refused, HttpServletRequest request) {
        return known(ProblemException.invalid("request", "must have plain parameters and plain headers"), request);
    }

    @ExceptionHandler
    ResponseEntity<Problem> missing(ServletRequestBindingException missing, HttpServletRequest request) {
        return answer(ErrorCode.INVALID_REQUEST, missing.getBody().getDetail() + "", request);
    }

    @ExceptionHandler
    ResponseEntity<Problem> unreadable(HttpMessageNotReadableException unreadable, HttpServletRequest request) {
        if (unreadable.getCause() instanceof DatabindException fault) {
            return known(JsonFaults.problem(fault), request);
        }
        if (unreadable.getCause() instanceof InputCoercionException fault) {
            return known(JsonFaults.problem(fault), request);
        }
        if (unreadable.getCause() instanceof StreamConstraintsException fault
                && !fault.getPath().isEmpty()) {
            return known(JsonFaults.problem(fault), request);
        }
        if (unreadable.getCause() instanceof JacksonException fault) {
            return answer(ErrorCode.INVALID_JSON, JsonFaults.place(fault), request);
        }
        return answer(ErrorCode.INVALID_JSON, "The body is missing or cannot be read.", request);
    }

    @ExceptionHandler
    ResponseEntity<Problem> misfit(JacksonException fault, HttpServletRequest request) {
        return known(JsonFaults.problem(fault), request);
    }

    @ExceptionHandler
    ResponseEntity<Problem> tooLarge(MaxUploadSizeExceededException tooLarge, HttpServletRequest request) {
        return answer(ErrorCode.REQUEST_TOO_LARGE, "The body is larger than this path allows.", request);
    }

    @ExceptionHandler({OptimisticLockingFailureException.class, OptimisticLockException.class})
    ResponseEntity<Problem> outdated(RuntimeException outdated, HttpServletRequest request) {
        return answer(ErrorCode.VERSION_CHANGED, "The resource was changed at the same time; read it again.", request);
    }

    @ExceptionHandler({
        DataAccessException.class,
        PersistenceException.class,
        TransactionException.class,
        SQLException.class
    })
    ResponseEntity<Problem> database(Exception failure, HttpServletRequest request) {
        Optional<SqlFault> fault = SqlFault.of(failure);
        if (failure instanceof CannotCreateTransactionException
                || failure instanceof DataAccessResourceFailureException
                || failure instanceof TransientDataAccessException
                || fault.filter(SqlFault::isPassing).isPresent()) {
            LOG.warn("the database does not answer: {}", failure.getMessage());
            HttpHeaders headers = new HttpHeaders();
            headers.set(HttpHeaders.RETRY_AFTER, "1");
            return answer(
                    ErrorCode.DATABASE_UNAVAILABLE,
                    "The database does not answer; nothing was changed. Try again.",
                    List.of(),
                    headers,
                    request);
        }
        return fault.flatMap(SqlFault::problem)
                .map(problem -> known(problem, request))
                .orElseGet(() -> unexpected(failure, request));
    }

    @ExceptionHandler
    ResponseEntity<Problem> unexpected(Exception failure, HttpServletRequest request) {
        if (failure instanceof ErrorResponse response) {
            ErrorCode code = ErrorCode.of(response.getStatusCode());
            return answer(
                    code,
                    Optional.ofNullable(response.getBody().getDetail()).orElse(code.title() + "."),
                    List.of(),
                    response.getHeaders(),
                    request);
        }
        LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), failure);
        return answer(
                ErrorCode.INTERNAL_ERROR,
                "The service failed; its log has the details under this request ID.",
                request);
    }

    /** What a constraint says, or what a value must look like that is of another type. */
    private static String message(org.springframework.validation.FieldError error, BindingResult result) {
        Class<?> type = result.getFieldType(error.getField());
        return error.isBindingFailure()
                ? "must be " + (type == null ? "another value" : JsonFaults.kind(type))
                : String.valueOf(error.getDefaultMessage());
    }

    private static ResponseEntity<Problem> answer(ErrorCode code, String detail, HttpServletRequest request) {
        return answer(code, detail, List.of(), new HttpHeaders(), request);
    }

    private static ResponseEntity<Problem> answer(
            ErrorCode code, String detail, List<FieldError> fields, HttpHeaders headers, HttpServletRequest request) {
        return ResponseEntity.status(code.status())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Problem.of(code, detail, fields, RequestId.of(request)));
    }
}
