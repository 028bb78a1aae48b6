// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.osm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.osm.Locations;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finding nodes again, in order or not, in more of them than one sorted run holds. */
class NodeLocationsTest {

  private static final int COUNT = 700_001;

  @TempDir private Path folder;
  private NodeLocations locations;

  @BeforeEach
  void setUp() throws IOException {
    locations = new NodeLocations(folder);
  }

  /** Visits every number below {@link #COUNT} once, far from ascending. */
  private static long shuffled(int i) {
    return (i * 123_457L) % COUNT;
  }

  private void assertFound(long id, int lon) throws IOException {
    long found = locations.find(id);
    assertThat(Locations.lon(found)).isEqualTo(lon);
    assertThat(Locations.lat(found)).isEqualTo(-lon);
  }

  @Test
  void findsWhatIsInOrder() throws IOException {
    for (int i = 0; i < COUNT; i++) {
      locations.add(2L * i - 1000, i, -i);
    }
    assertThat(locations.find(-1000)).isEqualTo(Locations.UNKNOWN);
    locations.seal();
    for (int i = 0; i < COUNT; i++) {
      assertFound(2L * i - 1000, i);
      assertThat(locations.find(2L * i - 999)).isEqualTo(Locations.UNKNOWN);
    }
    assertThat(locations.find(-1001)).isEqualTo(Locations.UNKNOWN);
    locations.close();
  }

  @Test
  void findsWhatIsNot() throws IOException {
    for (int i = 0; i < COUNT; i++) {
      locations.add(shuffled(i), 5, -5);
    }
    for (int i = 0; i < COUNT; i++) {
      locations.add(shuffled(i), (int) shuffled(i), (int) -shuffled(i));
    }
    locations.seal();
    for (int i = 0; i < COUNT; i++) {
      assertFound(i, i);
    }
    assertThat(locations.find(COUNT)).isEqualTo(Locations.UNKNOWN);
    locations.close();
  }

  @Test
  void findsWhatCameAfterASealOnlyAfterTheNext() throws IOException {
    locations.seal();
    assertThat(locations.isOpen()).isFalse();
    locations.add(7, 1, -1);
    assertThat(locations.isOpen()).isTrue();
    assertThat(locations.find(7)).isEqualTo(Locations.UNKNOWN);
    locations.seal();
    assertFound(7, 1);
    locations.add(3, 2, -2);
    locations.seal();
    assertFound(3, 2);
    assertFound(7, 1);
    locations.close();
  }
}
