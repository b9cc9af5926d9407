import {_t} from "@web/core/l10n/translation";

const {DateTime} = luxon;

/**
 * A day as it is said: "3 May", with the year only where it is another one.
 *
 * @param {String} iso
 * @returns {String}
 */
export function spokenDay(iso) {
    const day = DateTime.fromISO(iso);
    if (!day.isValid) {
        return "";
    }
    const year = day.hasSame(DateTime.now(), "year") ? {} : {year: "numeric"};
    return day.toLocaleString({day: "numeric", month: "short", ...year});
}

/**
 * @param {Number} days from today
 * @param {String} iso the day meant
 * @returns {String} "today", "tomorrow", "on Tuesday" or the date
 */
export function spokenAhead(days, iso) {
    if (days < 2) {
        return days < 1 ? _t("today") : _t("tomorrow");
    }
    const day = DateTime.fromISO(iso);
    return days < 7
        ? _t("on %s", day.toLocaleString({weekday: "long"}))
        : _t("on %s", spokenDay(iso));
}

/**
 * @param {String} moment in UTC, as the server writes it
 * @returns {String} the hour today, or the day
 */
export function spokenMoment(moment) {
    const time = DateTime.fromSQL(moment || "", {zone: "utc"}).toLocal();
    const valid = time.isValid ? time : DateTime.fromISO(moment || "", {zone: "utc"}).toLocal();
    if (!valid.isValid) {
        return "";
    }
    return valid.hasSame(DateTime.now(), "day")
        ? valid.toLocaleString(DateTime.TIME_SIMPLE)
        : spokenDay(valid.toISODate());
}
