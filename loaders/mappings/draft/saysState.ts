import {headersOfColumn} from "./lexicon/lexicon.ts";
import {plainHeader, plainWords} from "./lexicon/plain.ts";

/** Headers of names, of texts that somebody writes about a record, and of the companies and people in it, in the languages of the lexicon. */
const texts =
  /(^| )(subjects?|titles?|summary|names?|descriptions?|comments?|notes?|remarks?|messages?|questions?|compan(y|ies)|accounts?|customers?|clients?|partners?|organi[sz]ations?|owners?|contacts?|betreff|titel|beschreibung|bemerkung(en)?|notiz(en)?|kommentar(e)?|firma|kunde|objet|sujet|titre|nom|commentaires?|remarques?|entreprise|asunto|titulo|nombre|descripcion|comentarios?|notas?|empresa|cliente|assunto|nome|descricao|observac(ao|oes)|oggetto|titolo|descrizione|commenti|azienda|onderwerp|naam|omschrijving|opmerking(en)?|bedrijf|klant)( |$)|件名|タイトル|備考|説明|内容|会社|顧客/;

/** Headers of what has become of a record, which a vendor may call its name too: "Status Name". */
const states = /status|state|stage|phase|lifecycle|statut|etat|etape|estado|etapa|stato|fase|状態|状況|ステージ|ステータス/;

const named = new Set(
  ["partner_id", "customer_id", "rep_id", "person_id", "name", "competitor", "product", "industry", "region"].flatMap(
    headersOfColumn
  )
);

/** Whether words in a column may tell what became of its records: one of a name or a text is what somebody wrote, "Spam" the subject of a ticket. */
export function maySayState(header: string): boolean {
  const plain = plainWords(header);
  return states.test(plain) || !(texts.test(plain) || named.has(plainHeader(header)));
}
