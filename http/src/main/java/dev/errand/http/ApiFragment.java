// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * A resource that tells callers of routes: a part of the document at {@code /api}, in the words of
 * OpenAPI 3.0. It is an object with any of these members:
 *
 * <ul>
 *   <li>{@code paths} and {@code components}, as in a document; only what is mounted is told of
 *   <li>{@code responses}: by status, what all operations of the fragment may answer besides
 *   <li>{@code changes}: the same for those that change something
 *   <li>{@code roots}: what may stand before each path, where that is not only nothing; a path of
 *       its own may have {@code x-roots} instead
 *   <li>{@code tags}, as in a document
 * </ul>
 *
 * @param beside a class of the package that has the resource
 * @param name of the resource, such as {@code api.json}
 */
public record ApiFragment(Class<?> beside, String name) {

  /** The text of the resource: JSON in UTF-8. */
  public byte[] read() {
    try (InputStream in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("there is no resource " + name + " beside " + beside);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the resource " + name + " cannot be read", e);
    }
  }

  /** The same resource beside two classes of a package is the same fragment. */
  String place() {
    return beside.getPackageName() + "/" + name;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ApiFragment fragment && place().equals(fragment.place());
  }

  @Override
  public int hashCode() {
    return place().hashCode();
  }

  @Override
  public String toString() {
    return place();
  }
}
