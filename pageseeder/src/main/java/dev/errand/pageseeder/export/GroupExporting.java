// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.export;

import dev.errand.document.Document;
import dev.errand.operation.CancelledException;
import dev.errand.operation.TaskContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** One export: first every document is counted, then packed. Used once. */
final class GroupExporting {

  private final ExportList list;
  private final Path documents;
  private final boolean failOnError;
  private final TaskContext context;
  private long files;
  private long folders;
  private long missing;

  GroupExporting(ExportList list, Path documents, boolean failOnError, TaskContext context) {
    this.list = list;
    this.documents = documents;
    this.failOnError = failOnError;
    this.context = context;
  }

  ExportResult run(String name, Path file) throws Exception {
    long total = count();
    ExportProgress.packaging(context, "Packaging", 0, total);
    try (ExportZip zip = new ExportZip(file, context)) {
      list.each(document -> {
        context.checkCancelled();
        add(document, zip);
        ExportProgress.packaging(context, "Packaged " + document.path(), packed(total), total);
      });
    }
    ExportProgress.packaging(context, "Exported " + files + " files", total, total);
    return new ExportResult(name, files, folders, missing);
  }

  /** Documents may be added between the two steps. */
  private long packed(long total) {
    return Math.min(files + folders + missing, total);
  }

  private long count() throws Exception {
    long[] counted = {0};
    ExportProgress.processing(context, "Processing", 0);
    list.each(document -> {
      context.checkCancelled();
      counted[0]++;
      ExportProgress.processing(context, "Processing " + document.path(), counted[0]);
    });
    return counted[0];
  }

  private void add(Document document, ExportZip zip) throws IOException, CancelledException {
    Path source = documents.resolve(document.path());
    try {
      if (document.folder()) {
        zip.folder(document.path(), Files.getLastModifiedTime(source, LinkOption.NOFOLLOW_LINKS));
        folders++;
      } else {
        zip.file(document.path(), source);
        files++;
        context.info("Packaged " + document.path());
      }
    } catch (NoSuchFileException gone) {
      missing++;
      if (failOnError) {
        throw new NoSuchFileException(document.path(), null, "was taken away during the export");
      }
      context.warn("Taken away during the export: " + document.path());
    }
  }
}
