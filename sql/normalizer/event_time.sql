-- The time of an event, as udf/event_rules/event_time.h: microseconds since the epoch, -1 for what is no time between
-- 1970 and 2200.

CREATE OR REPLACE FUNCTION event_rules_v1_in_range{{ON_CLUSTER}} AS (_us) ->
    if(_us < 0 OR _us > 7289654399999999, -1, _us);

-- Days since the epoch of a date of the Gregorian calendar.
CREATE OR REPLACE FUNCTION event_rules_v1_days{{ON_CLUSTER}} AS (_year, _month, _day) ->
    arrayMap(
        (y, m, d) -> 365 * y + intDiv(y, 4) - intDiv(y, 100) + intDiv(y, 400) + intDiv(153 * m + 2, 5) + d - 719469,
        [(_year - (_month < 3), (_month + 9) % 12, _day)])[1];

CREATE OR REPLACE FUNCTION event_rules_v1_days_in_month{{ON_CLUSTER}} AS (_year, _month) ->
    [31, 28 + if(_year % 100 = 0, _year % 400 = 0, _year % 4 = 0), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][_month];

-- YYYY-MM-DD, optionally with a time (T, t or a space; seconds, up to 9 decimals and offset optional). Decimals beyond the
-- sixth are cut. No offset means UTC.
CREATE OR REPLACE FUNCTION event_rules_v1_parse_iso_time{{ON_CLUSTER}} AS (_text) ->
    arrayMap(
        (year, month, day, hour, minute, second, us, is_west, offset_hour, offset_minute) -> if(
            month < 1 OR month > 12 OR day < 1 OR day > event_rules_v1_days_in_month(year, month)
                OR hour > 23 OR minute > 59 OR second > 59 OR offset_hour > 23 OR offset_minute > 59,
            -1,
            event_rules_v1_in_range(
                us + 1000000 * (
                    event_rules_v1_days(year, month, day) * 86400 + hour * 3600 + minute * 60 + second
                    - if(is_west, -1, 1) * (offset_hour * 3600 + offset_minute * 60)))),
        arrayMap(
            (n, parts) -> (
                n[1], n[2], n[3], n[4], n[5], n[6],
                toInt64OrZero(substring(concat(parts[7], '000000'), 1, 6)),
                parts[8] = '-', n[9], n[10]),
            arrayMap(
                parts -> (arrayMap(part -> toInt64OrZero(part), parts), parts),
                [extractGroups(
                    _text,
                    concat(
                        '^(\\d{4})-(\\d\\d)-(\\d\\d)',
                        '(?:[Tt ](\\d\\d):(\\d\\d)(?::(\\d\\d)(?:\\.(\\d{1,9}))?)?',
                        '(?:[Zz]|([+-])(\\d\\d)(?::?(\\d\\d))?)?)?$'))])))[1];

-- Beyond ten million the value is zero or does not fit.
CREATE OR REPLACE FUNCTION event_rules_v1_exponent{{ON_CLUSTER}} AS (_digits) ->
    if(length(_digits) > 7, 10000000, toInt64OrZero(_digits));

-- Epoch milliseconds in decimals, exactly; what is behind the microsecond is cut. An exponent is for numbers only.
CREATE OR REPLACE FUNCTION event_rules_v1_parse_epoch{{ON_CLUSTER}} AS (_text, _is_number) ->
    arrayMap(
        (parts, kept, zeros) -> multiIf(
            empty(parts) OR if(_is_number, 0, parts[5] != ''), -1,
            kept = '', 0,
            parts[1] = '-' OR length(kept) + zeros > 16, -1,
            event_rules_v1_in_range(toInt64OrZero(concat(kept, repeat('0', least(zeros, 16)))))),
        arrayMap(
            -- point is where the decimal point stands once the value is in microseconds
            (parts, digits, point) -> (
                parts,
                trimLeft(substring(digits, 1, greatest(point, 0)), '0'),
                greatest(point - length(digits), 0)),
            arrayMap(
                -- sign, integer, fraction, sign of the exponent, exponent
                parts -> (
                    parts,
                    concat(parts[2], parts[3]),
                    length(parts[2]) + 3 + if(parts[4] = '-', -1, 1) * event_rules_v1_exponent(trimLeft(parts[5], '0'))),
                [extractGroups(_text, '^(-?)(\\d+)(?:\\.(\\d+))?(?:[eE]([+-]?)(\\d+))?$')])))[1];

CREATE OR REPLACE FUNCTION event_rules_v1_parse_time{{ON_CLUSTER}} AS (_text, _is_number) ->
    greatest(event_rules_v1_parse_iso_time(_text), event_rules_v1_parse_epoch(_text, _is_number));

-- A difference between the device's clock and ours; up to a minute it is the time that the request took.
CREATE OR REPLACE FUNCTION event_rules_v1_clock_skew{{ON_CLUSTER}} AS (_sent_at_us, _received_at_us) ->
    if(_sent_at_us < 0 OR abs(_sent_at_us - _received_at_us) <= 60000000, 0, _sent_at_us - _received_at_us);

-- The time of an event and the warning, if any: (microseconds, kind of warning).
CREATE OR REPLACE FUNCTION event_rules_v1_resolve_time{{ON_CLUSTER}} AS (_field, _received_at_us, _sent_at) ->
    arrayMap(
        (kind, received, parsed, corrected) -> multiIf(
            kind = 0, (received, ''),
            kind IN (91, 123, 102, 116) OR parsed < 0 OR event_rules_v1_in_range(corrected) < 0, (received, 'invalid_timestamp'),
            corrected - received > 82800000000, (received, 'timestamp_in_future'),
            (corrected, '')),
        arrayMap(
            (kind, received, us) -> (kind, received, us[1], us[1] - event_rules_v1_clock_skew(us[2], received)),
            [(
                _field.2,
                _received_at_us,
                arrayMap(
                    (text, is_number) -> event_rules_v1_parse_time(text, is_number),
                    [(_field.3, _field.2 != 34), (_sent_at, 0)]))]))[1];
