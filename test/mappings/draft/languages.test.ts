import {afterEach, beforeEach, expect, test} from "vitest";
import {mapFile, takeProposal} from "../../../loaders/mappings/draft/map.ts";
import {parseSettings} from "../../../loaders/settingsFile.ts";
import {removeFolder, temporaryFolder, writeFiles} from "../../support/pipeline.ts";

/* Exports of invented systems in the eight languages: a won, a lost and an open deal, or a resolved and an open ticket. */

let folder: string;
beforeEach(async () => void (folder = await temporaryFolder()));
afterEach(() => removeFolder(folder));

/** What "map --yes" reads of an export: the listed columns of its records, and what stays open. */
async function read(name: string, lines: string[], columns: string[]) {
  await writeFiles(folder, {[`drops/${name}`]: `${lines.join("\n")}\n`});
  const {preview, finished} = await mapFile({
    file: `${folder}/drops/${name}`,
    mappings: [],
    out: `${folder}/mappings`,
    settings: parseSettings({}, "test"),
    ask: () => ({ask: takeProposal})
  });
  expect([finished, preview!.missing, preview!.rejected]).toEqual([true, [], []]);
  return preview!.records.map(({cells}) => columns.map((c) => cells[c] ?? null));
}

const deal = ["opened_on", "closed_on", "status", "amount", "currency"];
const three = (currency: string | null, won = "1200.5000") => [
  ["2026-01-05", "2026-02-14", "won", won, currency],
  ["2026-01-16", "2026-02-20", "lost", "300.0000", currency],
  ["2026-01-17", null, "open", "2500.0000", currency]
];

test.each([
  [
    "English",
    "EUR",
    [
      "Quote ID;VAR;Account;AE;Outcome;Start Date;End Date;Expected Close;TCV (EUR)",
      "1;North;Acme;Ann;Won;2026-01-05;2026-02-14;2026-03-01;1200.50",
      "2;North;Beta;Bob;Lost;2026-01-16;2026-02-20;2026-03-01;300",
      "3;East;Cee;Ann;Pending;2026-01-17;;2026-12-31;2500"
    ]
  ],
  [
    "German",
    "EUR",
    [
      "Projekt;Händler;Firma;Betreuer;Status;Erstelldatum;Abschlussdatum;Voraussichtlicher Abschluss;Umsatz netto",
      "Umbau A;Nord;Acme GmbH;Ann;Auftrag erhalten;05.01.2026;14.02.2026;01.03.2026;1.200,50 €",
      "Umbau B;Nord;Beta AG;Bob;Absage;16.01.2026;20.02.2026;01.03.2026;300,00 €",
      "Umbau C;Ost;Cee KG;Ann;In Verhandlung;17.01.2026;;31.12.2026;2.500,00 €"
    ]
  ],
  [
    "French",
    "EUR",
    [
      "Nom de l'opportunité;Compte partenaire;Nom du compte;Propriétaire;Statut;Créé le;Fermé le;Date de clôture prévue;Montant",
      "A;Nord;Acme SA;Ann;Fermée gagnée;05/01/2026;14/02/2026;28/02/2026;1 200,50 €",
      "B;Nord;Beta SA;Bob;Fermée perdue;16/01/2026;20/02/2026;28/02/2026;300,00 €",
      "C;Est;Cee SA;Ann;Négociation;17/01/2026;;31/12/2026;2 500,00 €"
    ]
  ],
  [
    "Spanish",
    "MXN",
    [
      "Negocio;Socio;Empresa;Propietario;Estado;Creado el;Cerrado el;Cierre previsto;Monto",
      "A;Norte;Acme;Ann;Cerrado ganado;2026-01-05;2026-02-14;2026-03-01;1,200.50 MXN",
      "B;Norte;Beta;Bob;Cerrado perdido;2026-01-16;2026-02-20;2026-03-01;300.00 MXN",
      "C;Este;Cee;Ann;Abierto;2026-01-17;;2026-12-31;2,500.00 MXN"
    ]
  ],
  [
    "Portuguese",
    "BRL",
    [
      "Código da oportunidade;Revenda;Cliente;Vendedor;Situação;Aberto em;Fechado em;Valor total;Moeda",
      "1;Norte;Acme;Ann;Ganho;05/01/2026;14/02/2026;1.200,50;BRL",
      "2;Norte;Beta;Bob;Perdido;16/01/2026;20/02/2026;300,00;BRL",
      "3;Leste;Cee;Ann;Em andamento;17/01/2026;;2.500,00;BRL"
    ]
  ],
  [
    "Italian",
    "EUR",
    [
      "Codice;Ragione sociale partner;Ragione sociale cliente;Stato;Creato il;Chiuso il;Chiusura prevista;Valore (€);Agente",
      "A1;Bellacqua;Rossi SpA;Chiusa vinta;05/01/2026;14/02/2026;28/02/2026;1200,5;Ann",
      "A2;Nord;Verdi Srl;Chiusa persa;16/01/2026;20/02/2026;28/02/2026;300;Bob",
      "A3;Nord;Bianchi;Aperta;17/01/2026;;31/12/2026;2500;Ann"
    ]
  ],
  [
    "Dutch",
    "EUR",
    [
      "Verkoopkansnummer;Wederverkoper;Klant;Verkoper;Status;Aangemaakt op;Gesloten op;Bedrag;Valuta",
      "1;Noord;Acme BV;Jan;Gewonnen;05-01-2026;14-02-2026;1.200,50;EUR",
      "2;Noord;Beta BV;Piet;Verloren;16-01-2026;20-02-2026;300,00;EUR",
      "3;Oost;Cee BV;Jan;Open;17-01-2026;;2.500,00;EUR"
    ]
  ]
])("deals in %s", async (_, currency, lines) => {
  const records = await read("export.csv", lines, [...deal, "partner_id", "rep_id", "deal_id"]);
  expect(records.map((r) => r.slice(0, 5))).toEqual(three(currency));
  // one partner of two, and one rep of two, are of two deals
  for (const i of [5, 6])
    expect([2, 3].includes(new Set(records.map((r) => r[i])).size) && !records.some((r) => !r[i])).toBe(true);
  expect(new Set(records.map((r) => r[7])).size).toBe(3);
});

test("deals in Japanese have a day for won deals and another for lost ones", async () => {
  const lines = [
    "案件ID,販売代理店,顧客名,営業担当,ステータス,登録日,受注日,失注日,受注予定日,受注金額(円)",
    "1,北商事,アクメ,田中,受注,2026年1月5日,2026年2月14日,,2026年3月1日,1200",
    "2,北商事,ベータ,佐藤,失注,2026年1月16日,,2026年2月20日,2026年3月1日,300",
    "3,東商事,シー,田中,商談中,2026年1月17日,,,2026年12月1日,2500"
  ];
  expect(await read("anken.csv", lines, deal.slice(0, 4))).toEqual(three(null, "1200.0000").map((r) => r.slice(0, 4)));
});

test.each([
  ["German", "Ticketnr.;Partner;Betreff;Zustand;Eröffnet;Fällig;Gelöst;Aufwand (Std.);Wiedereröffnet", "1,5", "0,5"],
  ["Italian", "N. ticket;Partner;Oggetto;Stato;Aperto il;Scadenza;Risolto il;Ore lavorate;Riaperture", "1,5", "0,5"],
  ["French", "Numéro;Partenaire;Sujet;Statut;Ouvert le;Échéance;Résolu le;Temps passé (min);Réouvertures", "90", "30"],
  ["Portuguese", "Chamado;Parceiro;Assunto;Situação;Data de abertura;Prazo;Data de resolução;Horas;Reaberturas", "1,5", "0,5"],
  [
    "English",
    "Ticket ID;Partner;Subject;Ticket status;Ticket created - Date;Ticket due - Date;Ticket solved - Date;Agent work time (hrs);Reopens",
    "1.5",
    "0.5"
  ],
  ["Japanese", "チケット番号;代理店;件名;状態;受付日時;期限;解決日時;対応時間(分);再オープン回数", "90", "30"]
])("tickets in %s, with their hours", async (_, headers, first, second) => {
  const lines = [
    headers,
    `1;Nord;Login;x;2026-01-05 09:00;2026-01-10;2026-01-06 10:00;${first};0`,
    `2;Nord;VPN;y;2026-01-16 09:00;2026-01-20;;${second};1`
  ];
  expect(await read("tickets.csv", lines, ["opened_on", "due_on", "resolved_on", "hours", "reopened"])).toEqual([
    ["2026-01-05", "2026-01-10", "2026-01-06", "1.5", "0"],
    ["2026-01-16", "2026-01-20", null, "0.5", "1"]
  ]);
});

test("a point in a number whose decimals are marked by a comma is no number", async () => {
  await writeFiles(folder, {
    "drops/tickets.csv": "Ticket ID;Partner;Opened;Hours\n1;Nord;2026-01-05;1,5\n2;Nord;2026-01-06;1.234\n"
  });
  const {preview} = await mapFile({
    file: `${folder}/drops/tickets.csv`,
    mappings: [],
    out: `${folder}/mappings`,
    settings: parseSettings({}, "test"),
    ask: () => ({ask: takeProposal})
  });
  expect(preview!.records.map(({reason, cells}) => [reason, cells.hours ?? null])).toEqual([
    [null, "1.5"],
    ["hours", null]
  ]);
});

const both = ["opened_on", "closed_on", "expected_close_on", "amount"];

test.each([
  [
    "English",
    "Deal ID;Partner;Customer;Status;Created On;Estimated Close Date;Actual Close Date;Est. Revenue;Actual Revenue",
    ["Won", "Lost", "Open"]
  ],
  [
    "German",
    "Verkaufschance Nr;Partner;Kunde;Status;Erstellt am;Geschätztes Abschlussdatum;Tatsächliches Abschlussdatum;Geschätzter Umsatz;Tatsächlicher Umsatz",
    ["Gewonnen", "Verloren", "Offen"]
  ],
  [
    "German in short",
    "Verkaufschance Nr;Partner;Kunde;Status;Erstellt am;Gesch. Abschlussdatum;Tats. Abschlussdatum;Gesch. Umsatz;Tats. Umsatz",
    ["Gewonnen", "Verloren", "Offen"]
  ],
  [
    "French",
    "N° opportunité;Partenaire;Client;Statut;Créé le;Date de clôture estimée;Date de clôture réelle;Revenu estimé;Revenu réel",
    ["Gagnée", "Perdue", "Ouverte"]
  ],
  [
    "Spanish",
    "Oportunidad;Partner;Cliente;Estado;Creado el;Fecha de cierre estimada;Fecha de cierre real;Ingresos estimados;Ingresos reales",
    ["Ganado", "Perdido", "Abierto"]
  ],
  [
    "Portuguese",
    "Oportunidade;Parceiro;Cliente;Status;Criado em;Data de fechamento estimada;Data de fechamento real;Receita estimada;Receita real",
    ["Ganho", "Perdido", "Aberto"]
  ],
  [
    "Italian",
    "Opportunità;Partner;Cliente;Stato;Creato il;Data di chiusura stimata;Data di chiusura effettiva;Ricavi stimati;Ricavi effettivi",
    ["Vinta", "Persa", "Aperta"]
  ],
  [
    "Dutch",
    "Deal;Partner;Klant;Status;Aangemaakt op;Geschatte sluitingsdatum;Werkelijke sluitingsdatum;Geschatte omzet;Werkelijke omzet",
    ["Gewonnen", "Verloren", "Open"]
  ],
  [
    "Japanese",
    "商談番号;パートナー;顧客;ステータス;作成日;推定完了日;実際の完了日;推定収益;実際の収益",
    ["受注", "失注", "商談中"]
  ]
])(
  "%s: of an estimated and an actual day or revenue, the actual one closes the deal and is its amount; an open deal has the estimated one",
  async (_language, header, words) => {
    const [won, lost, open] = words;
    const rows = await read(
      "deals_2026-08-31.csv",
      [
        header,
        `1;North;Acme;${won};2026-01-05;2026-03-01;2026-02-14;900;1200`,
        `2;North;Beta;${lost};2026-01-16;2026-03-01;2026-02-20;800;300`,
        `3;North;Cee;${open};2026-01-17;2026-12-31;;700;`
      ],
      both
    );
    expect(rows).toEqual([
      ["2026-01-05", "2026-02-14", "2026-03-01", "1200.0000"],
      ["2026-01-16", "2026-02-20", "2026-03-01", "300.0000"],
      ["2026-01-17", null, "2026-12-31", "700.0000"]
    ]);
  }
);
