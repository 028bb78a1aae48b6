// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.Errand;
import dev.errand.spring.ErrandProperties;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Starts the server and runs until a signal ends it. Every option is also a setting that may stand
 * in a file (see {@code --config}) or in the environment ({@code ERRAND_DATA}); the command line
 * wins.
 */
@Command(
    name = "serve",
    description = "Starts the server and runs until Ctrl-C.",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port to listen on; 0 takes a free one. Default: 8182.")
  private @Nullable Integer port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "Address of this machine to listen on. Default: 127.0.0.1.")
  private @Nullable String host;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "Where tasks, repositories and files are kept. Default: errand-data.")
  private @Nullable Path data;

  @Option(
      names = "--store",
      paramLabel = "URL",
      description =
          "A PostgreSQL database that keeps tasks, their files, accounts and documents' names, such as"
              + " jdbc:postgresql://localhost/errand. User and password: ERRAND_STORE_USER and"
              + " ERRAND_STORE_PASSWORD in the environment. Default: the data folder keeps them.")
  private @Nullable String store;

  @Option(
      names = "--shared",
      paramLabel = "FOLDER",
      description =
          "A folder that all servers of one --store reach, for repositories, documents and uploads, so that any"
              + " of them can do any task. Each has a --data of its own besides. Default: nothing is shared, and"
              + " one server at a time works on a --store.")
  private @Nullable Path shared;

  @Option(
      names = "--files",
      paramLabel = "FOLDER",
      description =
          "A folder whose files callers may name as input, besides the one the server was started in; never"
              + " those of the data folder. May be repeated.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--operations",
      paramLabel = "PLACE",
      description =
          "A YAML file that declares a program as an operation, or a folder of such files. Default: none.")
  private @Nullable Path operations;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "How many tasks run at once. Default: the number of cores, at least 2.")
  private @Nullable Integer workers;

  @Option(
      names = "--retention",
      paramLabel = "TIME",
      description =
          "How long a task stays readable after its end, such as 90s, 10m or 1d. Default: 10m, as GeoGig's"
              + " clients expect.")
  private @Nullable String retention;

  @Option(
      names = "--public-url",
      paramLabel = "URL",
      description = "Address for links in answers. Default: as the request was addressed.")
  private @Nullable String publicUrl;

  @Option(
      names = "--trust-forwarded",
      description =
          "Believe Forwarded and X-Forwarded-* headers. Only behind a proxy that sets them.")
  private @Nullable Boolean trustForwarded;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "A .properties file with settings, such as errand.retention=1d.")
  private @Nullable Path config;

  @Option(
      names = "--check",
      description =
          "Only show all settings, with their values and where each was set, and refuse what a start would"
              + " refuse. Nothing is opened or changed.")
  private boolean check;

  @Override
  public Integer call() throws InterruptedException {
    Map<String, Object> settings = settings();
    if (check) {
      new SettingsReport(environment(settings)).print(System.out);
      return ExitCode.DONE;
    }
    ServletWebServerApplicationContext context = start(settings);
    GracefulStop stop =
        new GracefulStop(
            context.getBean(Errand.class),
            context.getBean(ErrandProperties.class).stopPatience(),
            System.out);
    StopSignals.handle(code -> {
      try {
        stop.run();
      } catch (RuntimeException e) {
        LOG.error("What runs could not be ended; the server stops all the same", e);
      } finally {
        // The shutdown hook closes the context, and with it the port.
        System.exit(code);
      }
    });
    System.out.println(StartReport.of(context));
    // The signal handler ends the process.
    Thread.currentThread().join();
    return ExitCode.DONE;
  }

  private ServletWebServerApplicationContext start(Map<String, Object> settings) {
    try {
      return (ServletWebServerApplicationContext) ServerApplication.start(settings);
    } catch (RuntimeException e) {
      throw StartFailure.explain(e);
    }
  }

  private static ConfigurableEnvironment environment(Map<String, Object> settings) {
    try {
      return ServerApplication.environment(settings);
    } catch (RuntimeException e) {
      throw StartFailure.explain(e);
    }
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    put(settings, "server.port", port);
    put(settings, "server.address", host);
    put(settings, "errand.data", data);
    put(settings, "errand.store", store);
    put(settings, "errand.shared", shared);
    put(settings, "errand.programs", operations);
    put(settings, "errand.workers", workers);
    put(settings, "errand.retention", retention);
    put(settings, "errand.http.public-url", publicUrl);
    put(settings, "errand.http.trust-forwarded", trustForwarded);
    for (int i = 0; i < files.size(); i++) {
      settings.put("errand.files[" + i + "]", files.get(i).toString());
    }
    if (config != null) {
      requireReadable(config);
      settings.put("spring.config.additional-location", config.toUri().toString());
    }
    return settings;
  }

  private static void requireReadable(Path file) {
    if (!Files.isReadable(file)
        || Files.isDirectory(file)
        || !file.toString().endsWith(".properties")) {
      throw new Refusal(
          "cannot read the settings in " + file + "; --config takes a .properties file");
    }
    try (Reader in = Files.newBufferedReader(file)) {
      new Properties().load(in);
    } catch (IOException | IllegalArgumentException e) {
      throw new Refusal("cannot read the settings in " + file + ": " + e.getMessage(), e);
    }
  }

  private static void put(Map<String, Object> settings, String key, @Nullable Object value) {
    if (value != null) {
      settings.put(key, value.toString());
    }
  }
}
