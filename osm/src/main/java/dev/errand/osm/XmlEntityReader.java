// SPDX-License-Identifier: Apache-2.0
package dev.errand.osm;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.IOException;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads OSM XML, version 0.6. Document types, and with them entities of every kind, are refused.
 */
final class XmlEntityReader implements EntityReader {

  private static final XMLInputFactory FACTORY = factory();

  private final GuardedInput input;

  XmlEntityReader(GuardedInput input) {
    this.input = input;
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = new InputFactoryImpl();
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    return factory;
  }

  @Override
  public void read(EntitySink sink) throws IOException, InterruptedException, BadOsmFileException {
    XMLStreamReader xml;
    try {
      xml = FACTORY.createXMLStreamReader(input);
    } catch (XMLStreamException e) {
      throw XmlTrouble.at(e.getLocation(), e);
    }
    try {
      walk(xml, new XmlElements(xml, sink));
    } catch (XMLStreamException e) {
      throw XmlTrouble.at(e.getLocation() == null ? xml.getLocation() : e.getLocation(), e);
    } catch (BadOsmFileException e) {
      throw XmlTrouble.at(xml.getLocation(), e);
    } catch (IOException e) {
      throw XmlTrouble.input(xml.getLocation(), e);
    } finally {
      close(xml);
    }
  }

  private void walk(XMLStreamReader xml, XmlElements elements)
      throws XMLStreamException, BadOsmFileException, IOException, InterruptedException {
    while (xml.hasNext()) {
      int event = xml.next();
      input.understood();
      switch (event) {
        case XMLStreamConstants.START_ELEMENT -> elements.start();
        case XMLStreamConstants.END_ELEMENT -> elements.end();
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> elements.text();
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
            throw new BadOsmFileException(
                "document types and entities are not allowed in an OSM file");
        default -> {}
      }
    }
  }

  private static void close(XMLStreamReader xml) throws IOException, BadOsmFileException {
    Location place = xml.getLocation();
    try {
      xml.close();
    } catch (XMLStreamException e) {
      throw XmlTrouble.at(place, e);
    }
  }
}
