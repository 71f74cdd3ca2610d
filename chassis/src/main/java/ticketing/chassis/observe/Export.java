package ticketing.chassis.observe;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.AutoCloseableManager;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a collector of steps, in batches by a thread of its own. Nobody waits for it: what comes
 * while {@link #MOST} steps wait is dropped. That the collector does not take them is logged once.
 */
final class Export implements SpanExporter {

  private static final Logger LOG = LoggerFactory.getLogger(Export.class);
  private static final int MOST = 4_096;
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  // It would say each failure and each drop anew. Held, as loggers that nobody holds forget what
  // they were told.
  private static final java.util.logging.Logger OWN =
      java.util.logging.Logger.getLogger("io.opentelemetry");

  private final String endpoint;
  private final SpanExporter exporter;
  private final AtomicBoolean fails = new AtomicBoolean();

  private Export(String endpoint, SpanExporter exporter) {
    this.endpoint = endpoint;
    this.exporter = exporter;
  }

  /** Ends with the application, when all else has ended. */
  static SdkTracerProvider open(TracingConfig config, Environment environment) {
    OWN.setLevel(Level.OFF);
    var exporter =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(config.traces())
            .setConnectTimeout(PATIENCE)
            .setTimeout(PATIENCE)
            .setRetryPolicy(null)
            .build();
    var provider =
        SdkTracerProvider.builder()
            .setResource(
                Resource.getDefault()
                    .merge(
                        Resource.create(
                            Attributes.of(
                                AttributeKey.stringKey("service.name"), environment.getName()))))
            .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(config.ratio())))
            .addSpanProcessor(
                BatchSpanProcessor.builder(new Export(config.endpoint(), exporter))
                    .setMaxQueueSize(MOST)
                    .setScheduleDelay(PAUSE)
                    .setExporterTimeout(PATIENCE)
                    .build())
            .build();
    environment
        .lifecycle()
        .manage(
            new AutoCloseableManager(
                () -> provider.shutdown().join(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)));
    LOG.info("Traces go to {}", config.endpoint());
    return provider;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> steps) {
    CompletableResultCode result = exporter.export(steps);
    return result.whenComplete(() -> see(result));
  }

  private void see(CompletableResultCode result) {
    if (result.isSuccess()) {
      if (fails.compareAndSet(true, false)) {
        LOG.info("Traces go to {} again", endpoint);
      }
    } else if (fails.compareAndSet(false, true)) {
      LOG.warn(
          "Traces are lost, {} does not take them: {}",
          endpoint,
          String.valueOf(result.getFailureThrowable()));
    }
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }
}
