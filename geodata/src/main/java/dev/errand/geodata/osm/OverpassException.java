// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.osm;

/** An Overpass server gave no answer that can be imported; the message begins as GeoGig's does. */
public final class OverpassException extends Exception {

  private static final long serialVersionUID = 1;

  private static final String START =
      "Failed to fetch data from overpass server. (Did you try to use a standard OSM server instead?) ";

  private OverpassException(String message, Throwable cause) {
    super(message, cause);
  }

  static OverpassException failed(Exception cause) {
    return new OverpassException(START + cause.getMessage(), cause);
  }

  /** There was an answer, with nothing in it. */
  static OverpassException empty(NoEntitiesException cause) {
    return new OverpassException(
        """
        The specified filter did not return any element.
        The repository is as it was.
        Try the filter at the Overpass server itself, or a larger bounding box.\
        """,
        cause);
  }
}
