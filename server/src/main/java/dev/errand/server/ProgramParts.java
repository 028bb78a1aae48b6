// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.Errand;
import dev.errand.files.UpkeepSet;
import dev.errand.programs.Programs;
import dev.errand.spring.ErrandProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Programs that the operator declares as operations. */
@Configuration(proxyBeanMethods = false)
class ProgramParts {

  @Bean
  Programs programs(DataFolder data, KeptFolder kept, ErrandProperties properties)
      throws IOException {
    CallersFiles files = new CallersFiles(properties.files(), List.of(data.path(), kept.path()));
    return Programs.open(
        readable(Optional.ofNullable(properties.programs())), data.path(), files.allowed());
  }

  /**
   * The same place.
   *
   * @throws Refusal if there is nothing to read
   */
  static Optional<Path> readable(Optional<Path> declarations) {
    declarations
        .filter(place -> !Files.isReadable(place))
        .ifPresent(place -> {
          throw new Refusal(
              "--operations %s is neither a file nor a folder that can be read".formatted(place));
        });
    return declarations;
  }

  /** Lives as long as the engine whose operations it changes. */
  @Bean
  WatchedDeclarations watchedDeclarations(Programs programs, Errand errand) throws IOException {
    return new WatchedDeclarations(programs.watch(errand));
  }

  @Bean
  UpkeepSet upkeepOfPrograms(Programs programs, Errand errand) {
    return programs.lookAfter(errand);
  }
}
