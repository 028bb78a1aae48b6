// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.repository;

import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A state of a repository. Two revisions with an equal {@code tree} hold the same content.
 *
 * @param id 40 hexadecimal digits that follow from everything else
 * @param tree 40 hexadecimal digits that follow from the layers
 * @param parents the revisions it was made from; none for the first, more than one for a merge
 * @param time to the millisecond
 * @param layers sorted by name
 * @param origin what the note says of it
 */
public record Revision(
    String id,
    String tree,
    List<String> parents,
    String message,
    Person author,
    OffsetDateTime time,
    List<LayerState> layers,
    Optional<String> origin) {

  public Revision {
    parents = List.copyOf(parents);
    layers = List.copyOf(layers);
  }

  static Revision of(
      List<String> parents, Note note, OffsetDateTime time, List<LayerState> layers) {
    List<LayerState> sorted =
        layers.stream().sorted(Comparator.comparing(LayerState::name)).toList();
    OffsetDateTime exact = time.truncatedTo(ChronoUnit.MILLIS);
    String tree = tree(sorted);
    String id = id(tree, parents, note, exact);
    return new Revision(
        id, tree, parents, note.message(), note.author(), exact, sorted, note.origin());
  }

  /** The tree identifier of these layers, in whatever order. */
  static String tree(List<LayerState> layers) {
    StringBuilder text = new StringBuilder();
    layers.stream()
        .sorted(Comparator.comparing(LayerState::name))
        .forEach(layer ->
            text.append(layer.sum().hex())
                .append(' ')
                .append(layer.features())
                .append(' ')
                .append(layer.name())
                .append('\n'));
    return Digests.id(text.toString());
  }

  private static String id(String tree, List<String> parents, Note note, OffsetDateTime time) {
    StringBuilder text = new StringBuilder("tree ").append(tree).append('\n');
    parents.forEach(parent -> text.append("parent ").append(parent).append('\n'));
    text.append("author ")
        .append(note.author().name().orElse(""))
        .append(" <")
        .append(note.author().email().orElse(""))
        .append("> ")
        .append(time.toInstant().toEpochMilli())
        .append(' ')
        .append(time.getOffset().getTotalSeconds())
        .append("\n\n")
        .append(note.message());
    note.origin().ifPresent(origin -> text.append("\n\norigin ").append(origin));
    return Digests.id(text.toString());
  }

  /**
   * What a person says about a revision.
   *
   * @param origin how the data was asked for, so that it can be asked for again; understood by
   *     whoever wrote it
   */
  public record Note(String message, Person author, Optional<String> origin) {

    /** A note about data that cannot be asked for again. */
    public Note(String message, Person author) {
      this(message, author, Optional.empty());
    }
  }
}
