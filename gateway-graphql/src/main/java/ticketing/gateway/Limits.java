package ticketing.gateway;

import io.dropwizard.util.DataSize;
import io.dropwizard.util.DataSizeUnit;
import io.dropwizard.validation.MaxDataSize;
import io.dropwizard.validation.MinDataSize;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/**
 * What a request may ask for.
 *
 * @param body its size
 * @param depth nested fields
 * @param fields in all, those of a fragment counted wherever it is used
 * @param rootFields of Query or Mutation, likewise
 * @param aliases in all, likewise
 * @param tokens of the document
 * @param cost the fields of an answer, if each of its pages were full
 */
record Limits(
    @NotNull @MinDataSize(1024) @MaxDataSize(value = 1, unit = DataSizeUnit.MEBIBYTES)
        DataSize body,
    @Min(1) @Max(100) int depth,
    @Min(1) @Max(100_000) int fields,
    @Min(1) @Max(100_000) int rootFields,
    @Min(1) @Max(100_000) int aliases,
    @Min(1) @Max(100_000) int tokens,
    @Min(1) @Max(1_000_000) int cost) {}
