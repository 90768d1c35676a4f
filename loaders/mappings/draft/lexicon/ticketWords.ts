import {plainWords} from "./plain.ts";

const plain = (...words: string[]): string[] => words.map(plainWords);

/** Words that say of a ticket that it still has to be resolved, in the languages of exports. */
const open = new Set([
  ...plain(
    "open",
    "new",
    "pending",
    "on hold",
    "hold",
    "in progress",
    "waiting",
    "reopened",
    "re-opened",
    "assigned",
    "active",
    "snoozed"
  ),
  ...plain("unresolved", "unsolved", "to do", "todo", "escalated", "awaiting customer", "awaiting reply", "in review", "started"),
  ...plain("waiting on customer", "waiting for customer", "waiting on third party", "waiting on contact", "waiting on us"),
  ...plain(
    "offen",
    "neu",
    "wartend",
    "in bearbeitung",
    "in arbeit",
    "ausstehend",
    "wiedereröffnet",
    "wieder offen",
    "zugewiesen"
  ),
  ...plain("ungelöst", "warten auf kunde", "warten auf kunden", "zurückgestellt", "wieder geöffnet"),
  ...plain("ouvert", "ouverte", "nouveau", "nouvelle", "en cours", "en attente", "rouvert", "rouverte", "réouvert", "non résolu"),
  ...plain(
    "abierto",
    "abierta",
    "nuevo",
    "nueva",
    "pendiente",
    "en curso",
    "en proceso",
    "en progreso",
    "en espera",
    "reabierto"
  ),
  ...plain("aberto", "aberta", "novo", "nova", "pendente", "em andamento", "em espera", "em progresso", "reaberto", "reaberta"),
  ...plain("aperto", "aperta", "nuovo", "nuova", "in corso", "in attesa", "sospeso", "riaperto", "riaperta", "in lavorazione"),
  ...plain("nieuw", "in behandeling", "in afwachting", "wachtend", "heropend", "wacht op klant", "openstaand"),
  ...plain("未対応", "対応中", "処理中", "新規", "オープン", "保留", "保留中", "未解決", "再オープン", "進行中", "未着手")
]);

/** Words that say that it has been resolved. */
const resolved = new Set([
  ...plain("closed", "solved", "resolved", "done", "completed", "complete", "fixed", "finished", "archived"),
  ...plain("geschlossen", "gelöst", "erledigt", "abgeschlossen", "behoben", "fertig"),
  ...plain("fermé", "fermée", "résolu", "résolue", "clos", "close", "clôturé", "clôturée", "terminé", "terminée"),
  ...plain("cerrado", "cerrada", "resuelto", "resuelta", "solucionado", "finalizado", "terminado", "completado"),
  ...plain("fechado", "fechada", "resolvido", "resolvida", "encerrado", "concluído", "concluída", "finalizado"),
  ...plain("chiuso", "chiusa", "risolto", "risolta", "completato", "concluso"),
  ...plain("gesloten", "opgelost", "afgehandeld", "afgerond", "voltooid"),
  ...plain("完了", "解決", "解決済み", "解決済", "クローズ", "終了", "対応済み")
]);

/** What a word of a ticket's status says: that it is open, that it was resolved, or nothing that is known. */
export const ticketState = (word: string): "open" | "resolved" | null =>
  open.has(plainWords(word)) ? "open" : resolved.has(plainWords(word)) ? "resolved" : null;

/** Words that say that nobody has to resolve it any more, though nobody has. */
const dropped = new Set([
  ...plain(
    "canceled",
    "cancelled",
    "rejected",
    "declined",
    "duplicate",
    "withdrawn",
    "invalid",
    "won't fix",
    "won't do",
    "wont fix"
  ),
  ...plain(
    "storniert",
    "abgebrochen",
    "abgelehnt",
    "zurückgezogen",
    "duplikat",
    "annulé",
    "annulée",
    "rejeté",
    "rejetée",
    "doublon"
  ),
  ...plain("cancelado", "cancelada", "rechazado", "rechazada", "duplicado", "anulado", "rejeitado", "rejeitada"),
  ...plain("annullato", "annullata", "rifiutato", "duplicato", "geannuleerd", "afgewezen", "duplicaat"),
  ...plain("キャンセル", "却下", "重複", "取り消し", "取消")
]);

/** Whether a word of a ticket's status says that it was dropped unresolved. */
export const isDropped = (word: string): boolean => dropped.has(plainWords(word));
