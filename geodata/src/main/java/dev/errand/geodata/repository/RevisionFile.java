// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.repository;

import dev.errand.task.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON file of a revision. Times are milliseconds since 1970, {@code timeZoneOffset} is
 * milliseconds too, as in GeoGig's commits.
 */
final class RevisionFile {

  private RevisionFile() {}

  static byte[] bytes(Revision revision) {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("id", revision.id());
    json.put("tree", revision.tree());
    ArrayNode parents = json.putArray("parents");
    revision.parents().forEach(parents::add);
    json.put("message", revision.message());
    ObjectNode author = json.putObject("author");
    author.put("name", revision.author().name().orElse(null));
    author.put("email", revision.author().email().orElse(null));
    json.put("timestamp", revision.time().toInstant().toEpochMilli());
    json.put("timeZoneOffset", revision.time().getOffset().getTotalSeconds() * 1000L);
    ArrayNode layers = json.putArray("layers");
    for (LayerState layer : revision.layers()) {
      ObjectNode entry = layers.addObject();
      entry.put("name", layer.name());
      entry.put("features", layer.features());
      entry.put("sum", layer.sum().hex());
    }
    revision.origin().ifPresent(origin -> json.put("origin", origin));
    return (json.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads the file of a revision.
   *
   * @throws RepositoryDamagedException if it is not there, is not whole or does not belong to its
   *     name
   */
  static Revision read(Path file) {
    try {
      JsonNode json = Json.mapper().readTree(Files.readString(file));
      Revision revision = revision(json);
      if (!file.getFileName().toString().equals(revision.id() + ".json")) {
        throw new RepositoryDamagedException(
            "The revision file %s holds another revision, %s.".formatted(file, revision.id()),
            null);
      }
      return revision;
    } catch (IOException | JacksonException | IllegalArgumentException e) {
      throw new RepositoryDamagedException(
          "The revision file %s cannot be read: %s".formatted(file, e), e);
    }
  }

  private static Revision revision(JsonNode json) {
    List<String> parents = new ArrayList<>();
    json.required("parents").forEach(parent -> parents.add(parent.stringValue()));
    List<LayerState> layers = new ArrayList<>();
    for (JsonNode layer : json.required("layers")) {
      layers.add(
          new LayerState(
              layer.required("name").stringValue(),
              layer.required("features").longValue(),
              ContentSum.parse(layer.required("sum").stringValue())));
    }
    JsonNode author = json.required("author");
    ZoneOffset zone =
        ZoneOffset.ofTotalSeconds((int) (json.required("timeZoneOffset").longValue() / 1000));
    return new Revision(
        json.required("id").stringValue(),
        json.required("tree").stringValue(),
        parents,
        json.required("message").stringValue(),
        new Person(text(author, "name"), text(author, "email")),
        Instant.ofEpochMilli(json.required("timestamp").longValue()).atOffset(zone),
        layers,
        text(json, "origin"));
  }

  private static Optional<String> text(JsonNode node, String member) {
    return node.path(member).stringValueOpt();
  }
}
