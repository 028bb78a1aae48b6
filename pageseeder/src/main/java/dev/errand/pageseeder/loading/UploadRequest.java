// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.loading;

import dev.errand.pageseeder.groups.DocumentPath;
import dev.errand.pageseeder.groups.InvalidPathException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What PageSeeder's {@code upload-request} document (version 3.0) says of a load, as far as it has
 * a meaning here: which files, and whether files that are there may go. What it says of titles,
 * labels, validation, cross-references, actions and messages is passed over.
 *
 * @param files none means all that is in the loading zone
 * @param overwrite whether files that are there may be replaced; absent where it does not say
 * @param summary whether to ask before that
 */
record UploadRequest(List<LoadFile> files, Optional<Boolean> overwrite, boolean summary) {

  static final UploadRequest ALL = new UploadRequest(List.of(), Optional.empty(), false);

  /**
   * Reads the document. There are no DTDs and no entities but XML's own.
   *
   * @throws InvalidPathException if it is not such a document
   */
  static UploadRequest parse(String xml) {
    // The JDK's own parser: another one on the class path may know other switches.
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(xml));
      return new Reader(reader).read();
    } catch (XMLStreamException e) {
      throw new InvalidPathException(
          "The parameter xmlspec is not a well-formed XML document, at line %d, column %d."
              .formatted(
                  e.getLocation() == null ? 0 : e.getLocation().getLineNumber(),
                  e.getLocation() == null ? 0 : e.getLocation().getColumnNumber()));
    }
  }

  private static final class Reader {
    private final XMLStreamReader xml;
    private final List<LoadFile> files = new ArrayList<>();
    private Optional<Boolean> overwrite = Optional.empty();
    private boolean summary;

    Reader(XMLStreamReader xml) {
      this.xml = xml;
    }

    UploadRequest read() throws XMLStreamException {
      while (xml.next() != XMLStreamConstants.START_ELEMENT) {
        if (xml.getEventType() == XMLStreamConstants.DTD) {
          throw new InvalidPathException("The parameter xmlspec must have no DOCTYPE.");
        }
      }
      if (!xml.getLocalName().equals("upload-request")) {
        throw new InvalidPathException("The parameter xmlspec is not an upload-request document.");
      }
      while (xml.hasNext()) {
        if (xml.next() == XMLStreamConstants.START_ELEMENT) {
          element();
        }
      }
      return new UploadRequest(List.copyOf(files), overwrite, summary);
    }

    private void element() throws XMLStreamException {
      switch (xml.getLocalName()) {
        case "file" -> files.add(file());
        case "overwrite" -> {
          summary = "true".equals(xml.getAttributeValue(null, "summary"));
          overwrite = Optional.of(xml.getElementText().strip().equals("true"));
        }
        default -> {
          // Has no meaning here.
        }
      }
    }

    private LoadFile file() {
      String path = xml.getAttributeValue(null, "path");
      if (path == null) {
        throw new InvalidPathException("A file of the parameter xmlspec has no path.");
      }
      Optional<String> name = Optional.ofNullable(xml.getAttributeValue(null, "filename"));
      name.ifPresent(Reader::requirePlain);
      return new LoadFile(DocumentPath.of(path), name);
    }

    private static void requirePlain(String name) {
      DocumentPath.requireName(name);
      if (name.contains("[")) {
        throw new InvalidPathException(
            "Tokens such as [filename] are not supported in the file names of xmlspec: " + name);
      }
    }
  }
}
