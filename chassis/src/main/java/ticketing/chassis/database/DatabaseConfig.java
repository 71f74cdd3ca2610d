package ticketing.chassis.database;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import ticketing.chassis.observe.Secret;

/**
 * How to reach the service's database.
 *
 * @param url JDBC URL, {@code jdbc:postgresql://host:port/database}
 * @param poolSize connections of the pool, 2 to 100
 */
public record DatabaseConfig(
    @NotBlank String url,
    @NotBlank String user,
    @NotNull Secret password,
    @Min(2) @Max(100) int poolSize) {}
