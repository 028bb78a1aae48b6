// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;
import org.springframework.util.unit.DataSize;

/**
 * Reads times and sizes of settings, which must say their unit: Spring takes a bare number for
 * milliseconds or bytes, and whoever writes 10 means neither.
 */
@Configuration(proxyBeanMethods = false)
class Units {

  /** 0 is the same in every unit. */
  private static final Pattern BARE = Pattern.compile("[+-]?0*[1-9][0-9]*");

  /** Reads a time. */
  static final class Times implements Converter<String, Duration> {

    @Override
    public Duration convert(String text) {
      if (BARE.matcher(text.strip()).matches()) {
        throw new IllegalArgumentException("a time needs a unit, such as 90s, 10m or 24h");
      }
      return DurationStyle.detectAndParse(text.strip());
    }
  }

  /** Reads a size. */
  static final class Sizes implements Converter<String, DataSize> {

    @Override
    public DataSize convert(String text) {
      if (BARE.matcher(text.strip()).matches()) {
        throw new IllegalArgumentException("a size needs a unit, such as 64KB, 10MB or 4GB");
      }
      return DataSize.parse(text.strip());
    }
  }

  @Bean
  @ConfigurationPropertiesBinding
  static Times times() {
    return new Times();
  }

  @Bean
  @ConfigurationPropertiesBinding
  static Sizes sizes() {
    return new Sizes();
  }
}
