/** What names are made of in each sales region. Every company and person is invented. */
export interface Language {
  roots: readonly string[];
  ends: readonly string[];
  /** The words for the industries, in the order of `industries`. */
  trades: readonly string[];
  given: readonly string[];
  family: readonly string[];
}

export const industries = ["manufacturing", "retail", "logistics", "health", "energy", "public services"] as const;

export type Region = "DACH" | "Nordics" | "Benelux" | "France" | "Iberia" | "Italy" | "UK & Ireland" | "Central Europe";

const words = (text: string): string[] => text.split(" ");

export const languages: Record<Region, Language> = {
  DACH: {
    roots: words("Falken Weiden Hasel Rötel Silber Grün Ahorn Krähen Mühl Lerchen"),
    ends: words("rode bruch kamp stetten moos horst wied quell au"),
    trades: words("Maschinenbau Handel Spedition Kliniken Energie Kommunal"),
    given: words("Anke Jürgen Katrin Rüdiger Sabine Uwe Björn Heike"),
    family: words("Vogt Schäfer Krüger Weiß Lindner Böhm Hartwig Öhler")
  },
  Nordics: {
    roots: words("Berg Sjö Björk Sten Älv Østre Gran Hav Lövs Ås"),
    ends: words("vik haug näs holt mark strand torp sund"),
    trades: words("Verkstad Handel Frakt Vård Kraft Kommuntjänst"),
    given: words("Hanna Søren Åsa Mikael Ingrid Lærke Jørgen Elina"),
    family: words("Bergqvist Sørensen Åkesson Nygård Virtanen Øvrebø Hjort Lindgren")
  },
  Benelux: {
    roots: words("Wilgen Eiken Molen Zand Hoog Lier Kraan Polder Zwaan Duin"),
    ends: words("veld beek hoek burcht laer drecht broek meer"),
    trades: words("Machines Handel Transport Zorg Energie Diensten"),
    given: words("Sanne Joost Lotte Pieter Maaike Wout Noël Els"),
    family: words("Verbeeck Dijkstra Peeters Hoekman Claes Vermeulen Kuyper Smets")
  },
  France: {
    roots: words("Beau Clair Haute Mont Val Roche Font Brune Châtel Pré"),
    ends: words("laurier combe rivière sève aubépin chêne verne lande"),
    trades: words("Mécanique Distribution Transports Santé Énergie Services"),
    given: words("Chloé Luc Agnès Rémi Hélène Benoît Maëlle Gaël"),
    family: words("Perrin Lefèvre Girault Bénard Marchais Rousselin Cœurdoux Tessier")
  },
  Iberia: {
    roots: words("Peña Ribera Monte Villa Fuente Serra Casa Valle Torre Campo"),
    ends: words("lume dorada brava clara luz alta nova serena"),
    trades: words("Industrias Comercio Logística Salud Energía Servicios"),
    given: words("Íñigo Marta João Lucía Andrés Inês Nuño Begoña"),
    family: words("Ibáñez Gonçalves Peña Etxeberria Muñiz Falcão Ordóñez Teixeira")
  },
  Italy: {
    roots: words("Val Monte Bel Ros Castel Fior Acqua Pietra Ponte Torre"),
    ends: words("ombra lieto sereno dorato antico chiara fredda lunga"),
    trades: words("Meccanica Distribuzione Trasporti Salute Energia Servizi"),
    given: words("Giulia Niccolò Chiara Davide Elisa Marco Noemi Tommaso"),
    family: words("Bassani D'Amico Ferrando Lodigiani Moretti Pavan Salvò Zanetti")
  },
  "UK & Ireland": {
    roots: words("Ash Bram Thorn Wex Hather Pen Kil Mar Oak Larch"),
    ends: words("combe ferry leigh stead mere garvan thwaite wick"),
    trades: words("Engineering Stores Haulage Health Power Services"),
    given: words("Aoife Daniel Priya Owen Siobhán Grace Tariq Niamh"),
    family: words("O'Brien Hargreave Osei Whitlock Ní-Dhuibhir Mercer Okafor Pryce")
  },
  "Central Europe": {
    roots: words("Wiśl Brzoz Jawor Dąbr Karp Mor Žaln Tisz Lip Hor"),
    ends: words("owiec ovice enka ava inek ów anka any"),
    trades: words("Maszyny Handel Spedycja Zdrowie Energia Usługi"),
    given: words("Łukasz Zofia Jiří Kateřina Rūta Kristóf Žaneta Paweł"),
    family: words("Zieliński Nováková Kõiv Dvořák Szabó Jankauskas Wójcik Šimek")
  }
};

export const regions = Object.keys(languages) as Region[];

/** Our twelve reps and the region that each lives in. */
export const reps: readonly (readonly [name: string, region: Region])[] = [
  ["Ida Holm", "Nordics"],
  ["Jürgen Weißmann", "DACH"],
  ["Priya Nair", "UK & Ireland"],
  ["Sanne de Groot", "Benelux"],
  ["Giulia Ferri", "Italy"],
  ["Tom Ellery", "UK & Ireland"],
  ["Chloé Marchand", "France"],
  ["Tomás Rey", "Iberia"],
  ["Łukasz Zieliński", "Central Europe"],
  ["Nina Kovářová", "Central Europe"],
  ["Håkon Lie", "Nordics"],
  ["Annelies Vogel", "DACH"]
];

/** The partners in the order of their ids, P001 first. */
export const partnerNames: readonly (readonly [name: string, region: Region])[] = [
  ["Steinröhr Integration", "DACH"],
  ["Sundvik Data", "Nordics"],
  ["Van der Hoeven & Kuyl", "Benelux"],
  ["Corvane Systems", "UK & Ireland"],
  ["Hélianthe Conseil", "France"],
  ["Tessaro Reti", "Italy"],
  ["Wiślany Systemy", "Central Europe"],
  ["Peñalba Sistemas", "Iberia"],
  ["Halvard Systemhaus", "DACH"],
  ["Brack & Lindqvist", "Nordics"],
  ["Larkfield Partners", "UK & Ireland"],
  ["Brightmoor Consulting", "UK & Ireland"],
  ["Scheldeveld ICT", "Benelux"],
  ["Brémont & Fils Informatique", "France"],
  ["Arden-Wyke Cloud", "UK & Ireland"],
  ["Müller-Vogtland Consulting", "DACH"],
  ["Øresund Systemer", "Nordics"],
  ["Dvořák & Malý", "Central Europe"],
  ["Orsino Laboratori", "Italy"],
  ["Hollis & Vane", "UK & Ireland"],
  ["Ibarlucea Integración", "Iberia"],
  ["Kanaalstroom Digitaal", "Benelux"],
  ["Halvard Netze", "DACH"],
  ["Garance Réseaux", "France"],
  ["Ångholm Partners", "Nordics"],
  ["Bellacqua Informatica", "Italy"],
  ["Żuraw Integracja", "Central Europe"],
  ["O'Brien Hargreave Networks", "UK & Ireland"],
  ["Dunmere IT", "UK & Ireland"],
  ["Zellmoos Datentechnik", "DACH"],
  ["Valdombra Servizi", "Italy"],
  ["Fjellhaug Teknik", "Nordics"],
  ["Marlowe-Finch Integration", "UK & Ireland"],
  ["De Wolfkamp Diensten", "Benelux"],
  ["Łódzka Grupa Danych", "Central Europe"],
  ["Lumeçon Systèmes", "France"],
  ["Quenby Integration", "UK & Ireland"],
  ["Ravnsholt Drift", "Nordics"],
  ["Alpwerk Informatik", "DACH"],
  ['Studio "Nove" Sistemi', "Italy"],
  ["Järvelä Ohjelmistot", "Nordics"],
  ["Ferrant, Doyle & Co", "UK & Ireland"],
  ["Lys & Dender Integratie", "Benelux"],
  ["Açor Tecnologia", "Iberia"],
  ["Brückner-Thal IT", "DACH"],
  ["Kõrgemäe Andmed", "Central Europe"],
  ["Horská Data", "Central Europe"],
  ["Clairsève Conseil", "France"],
  ["Nordbæk Cloud", "Nordics"],
  ["Eastlake-Moy Networks", "UK & Ireland"],
  ["Città Bassa Sistemi", "Italy"],
  ["Kirschgarten Netzwerke", "DACH"],
  ["Núñez & Campoamor", "Iberia"],
  ["Ospringe Data", "UK & Ireland"],
  ["Žemynė Duomenys", "Central Europe"],
  ["Atelier Véloce Numérique", "France"],
  ["Weidenthal Cloud", "DACH"],
  ["Polderlicht ICT", "Benelux"],
  ["Ribadulce Digital", "Iberia"],
  ["Ostwind Partner", "DACH"]
];
