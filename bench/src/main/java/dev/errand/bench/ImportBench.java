// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Imports of an OpenStreetMap file. Times are those of a whole task, from its submission until its
 * end is durable, and of a whole process of ogr2ogr, which needs no warm-up.
 */
@Command(
    name = "import",
    description = "Imports of an OpenStreetMap file, against ogr2ogr where GDAL is installed.",
    mixinStandardHelpOptions = true)
final class ImportBench implements Callable<Integer> {

  @Mixin private Pacing pacing = new Pacing();

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "What to import. Default: a made-up file of 300,000 nodes.")
  private @Nullable Path file;

  @Option(
      names = "--synthetic",
      paramLabel = "NODES",
      description = "Import a made-up file of so many nodes once, in a JVM with a small heap.")
  private @Nullable Long synthetic;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      description = "The heap of that JVM. Default: ${DEFAULT-VALUE}.")
  private String heap = "256m";

  @Override
  public Integer call() throws Exception {
    try (Scratch scratch = Scratch.create()) {
      System.out.println("import: " + Machine.describe(scratch.folder()));
      if (synthetic != null) {
        Path made = new SyntheticPbf(synthetic).write(scratch.folder().resolve("made.pbf"));
        String folder = scratch.folder().toString();
        System.out.println(new SmallHeap(heap).run(SyntheticImport.NAME, made.toString(), folder));
      } else {
        compare(scratch.folder());
      }
      System.out.println("at the end: " + Machine.load());
    }
    return 0;
  }

  private void compare(Path folder) throws Exception {
    Path source = file == null ? new SyntheticPbf(300_000).write(folder.resolve("made.pbf")) : file;
    try (Imports imports = new Imports(folder, source)) {
      long entities = imports.run();
      System.out.println(
          "%s: %,d bytes, %,d entities"
              .formatted(source.getFileName(), Files.size(source), entities));
      List<Contender> contenders = new ArrayList<>();
      contenders.addAll(ogr(Ogr.of(source, folder), entities));
      contenders.add(Contender.errand("errand, entities", _ -> errand(entities, imports)));
      System.out.println(new Comparison(contenders, pacing).run());
    }
  }

  private static List<Contender> ogr(Ogr ogr, long entities) throws InterruptedException {
    Optional<String> version = Ogr.version();
    if (version.isEmpty()) {
      System.out.println("There is no ogr2ogr on the PATH to compare with.");
      return List.of();
    }
    System.out.println(version.get());
    return List.of(
        Contender.limit("ogr2ogr, no spatial index", _ -> ogr(entities, ogr, false)),
        Contender.limit("ogr2ogr, spatial index", _ -> ogr(entities, ogr, true)));
  }

  private static Measured errand(long entities, Imports imports) throws Exception {
    Measured.Watch watch = new Measured.Watch();
    imports.run();
    return watch.stop(entities);
  }

  private static Measured ogr(long entities, Ogr ogr, boolean index) throws Exception {
    Measured.Watch watch = new Measured.Watch();
    ogr.run(index);
    return watch.stopOther(entities);
  }
}
