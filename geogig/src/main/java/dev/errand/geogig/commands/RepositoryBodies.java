// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig.commands;

import dev.errand.geodata.repository.LayerState;
import dev.errand.geodata.repository.Repository;
import dev.errand.geodata.repository.Revision;
import dev.errand.geogig.BodyWriter;
import java.util.Optional;

/** Writes repositories and revisions as GeoGig does. */
public final class RepositoryBodies {

  private RepositoryBodies() {}

  /** Name and link. */
  static void reference(BodyWriter writer, Repository repository, String base) {
    writer
        .text("name", repository.name())
        .self(base + "/repos/" + repository.name() + writer.format().suffix());
  }

  /** A revision in the shape that GeoGig calls a commit. */
  public static void commit(BodyWriter writer, Revision revision) {
    writer.text("id", revision.id()).text("tree", revision.tree());
    writer.object("parents").array("id");
    revision.parents().forEach(writer::item);
    writer.endArray().endObject();
    person(writer, "author", revision);
    person(writer, "committer", revision);
    writer.cdata("message", revision.message());
  }

  private static void person(BodyWriter writer, String member, Revision revision) {
    writer.object(member);
    optional(writer, "name", revision.author().name());
    optional(writer, "email", revision.author().email());
    writer
        .number("timestamp", revision.time().toInstant().toEpochMilli())
        .number("timeZoneOffset", 1_000L * revision.time().getOffset().getTotalSeconds())
        .endObject();
  }

  private static void optional(BodyWriter writer, String name, Optional<String> value) {
    if (value.isPresent()) {
      writer.text(name, value.get());
    } else {
      writer.nothing(name);
    }
  }

  /** The layers of a revision with how many features each holds. */
  static void layers(BodyWriter writer, Revision revision) {
    writer.array("layer");
    for (LayerState layer : revision.layers()) {
      writer.item().text("name", layer.name()).number("features", layer.features()).endObject();
    }
    writer.endArray();
  }
}
