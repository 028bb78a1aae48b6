// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.declaration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What the files of a place hold; the same as another as long as nothing in them changes. */
public record Contents(Map<Path, String> texts) {

  public Contents {
    texts = Map.copyOf(texts);
  }

  /**
   * @param place as for {@link Declarations#read}
   * @throws IOException if the files of a folder cannot be listed
   */
  public static Contents of(Path place) throws IOException {
    Map<Path, String> texts = new TreeMap<>();
    for (Path file : Declarations.files(place)) {
      texts.put(file, text(file));
    }
    return new Contents(texts);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString(); // told with its place by who reads it as a declaration
    }
  }
}
