-- The time of an event, as udf/event_rules/event_time.h: microseconds since the epoch, -1 for what is no time between
-- 1970 and 2200.

CREATE OR REPLACE FUNCTION event_rules_v2_in_range{{ON_CLUSTER}} AS (_us) ->
    if(_us < 0 OR _us > 7289654399999999, -1, _us);

-- Days since the epoch of a date of the Gregorian calendar.
CREATE OR REPLACE FUNCTION event_rules_v2_days{{ON_CLUSTER}} AS (_year, _month, _day) ->
    arrayMap(
        (y, m, d) -> 365 * y + intDiv(y, 4) - intDiv(y, 100) + intDiv(y, 400) + intDiv(153 * m + 2, 5) + d - 719469,
        [(_year - (_month < 3), (_month + 9) % 12, _day)])[1];

CREATE OR REPLACE FUNCTION event_rules_v2_days_in_month{{ON_CLUSTER}} AS (_year, _month) ->
    [31, 28 + if(_year % 100 = 0, _year % 400 = 0, _year % 4 = 0), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][_month];

-- The day of a calendar, an ordinal or a week date, in days since the epoch; -1000000 for none.
CREATE OR REPLACE FUNCTION event_rules_v2_calendar_day{{ON_CLUSTER}} AS (_year, _month, _day) ->
    if(
        _month < 1 OR _month > 12 OR _day < 1 OR _day > event_rules_v2_days_in_month(_year, _month),
        -1000000,
        event_rules_v2_days(_year, _month, _day));

CREATE OR REPLACE FUNCTION event_rules_v2_ordinal_day{{ON_CLUSTER}} AS (_year, _number) ->
    if(
        _number < 1 OR _number > 337 + event_rules_v2_days_in_month(_year, 2),
        -1000000,
        event_rules_v2_days(_year, 1, 1) + _number - 1);

-- A week belongs to the year of its Thursday, so January 4 is in the first one.
CREATE OR REPLACE FUNCTION event_rules_v2_week_day{{ON_CLUSTER}} AS (_year, _week, _weekday) ->
    arrayMap(
        thursday -> if(
            _week < 1 OR _weekday < 1 OR _weekday > 7 OR thursday >= event_rules_v2_days(_year + 1, 1, 1),
            -1000000,
            thursday + _weekday - 4),
        arrayMap(
            fourth -> fourth - positiveModulo(fourth + 3, 7) + 7 * _week - 4,
            [event_rules_v2_days(_year, 1, 4)]))[1];

-- Up to nine decimals of a unit, in microseconds.
CREATE OR REPLACE FUNCTION event_rules_v2_decimals{{ON_CLUSTER}} AS (_decimals, _unit_us) ->
    intDiv(toInt64OrZero(substring(concat(_decimals, '000000000'), 1, 9)) * _unit_us, 1000000000);

-- A day with a time of day and an offset. 24:00 ends a day, second 60 begins the next minute.
CREATE OR REPLACE FUNCTION event_rules_v2_moment{{ON_CLUSTER}} AS (
    _day, _hour, _minute, _second, _us, _is_west, _offset_hour, _offset_minute) ->
    arrayMap(
        time_us -> if(
            _hour > 24 OR _minute > 59 OR _second > 60 OR _offset_hour > 23 OR _offset_minute > 59
                OR if(_hour = 24, time_us > 86400000000, 0),
            -1,
            event_rules_v2_in_range(
                _day * 86400000000 + time_us
                - if(_is_west, -60000000, 60000000) * (_offset_hour * 60 + _offset_minute))),
        [_us + 1000000 * (_hour * 3600 + _minute * 60 + _second)])[1];

-- ISO 8601, as udf/event_rules/iso_time.h.
CREATE OR REPLACE FUNCTION event_rules_v2_parse_iso_time{{ON_CLUSTER}} AS (_text) ->
    arrayMap(
        (n, parts) -> event_rules_v2_moment(
            multiIf(
                parts[1] = '', -1000000,
                parts[2] != '', event_rules_v2_calendar_day(n[1], n[2], n[3]),
                parts[4] != '', event_rules_v2_calendar_day(n[1], n[4], n[5]),
                parts[6] != '', event_rules_v2_week_day(n[1], n[6], n[7]),
                parts[8] != '', event_rules_v2_ordinal_day(n[1], n[8]),
                parts[16] != '', event_rules_v2_calendar_day(n[1], n[16], 1),
                parts[17] != '', event_rules_v2_week_day(n[1], n[17], 1),
                event_rules_v2_calendar_day(n[1], 1, 1)),
            n[9], n[10], n[11],
            event_rules_v2_decimals(
                parts[12],
                multiIf(parts[11] != '', 1000000, parts[10] != '', 60000000, 3600000000)),
            parts[13] = '-', n[14], n[15]),
        arrayMap(
            parts -> (arrayMap(part -> toInt64OrZero(part), parts), parts),
            [extractGroups(
                _text,
                concat(
                    '^(\\d{4})(?:',
                    -- a day: calendar (extended, basic), week, ordinal
                    '(?:-(\\d\\d)-(\\d\\d)|(\\d\\d)(\\d\\d)|-?[Ww](\\d\\d)-?(\\d)|-?(\\d{3}))',
                    -- a time of day: hours, minutes, seconds, decimals; offset
                    '(?:[Tt ](\\d\\d)(?::?(\\d\\d)(?::?(\\d\\d))?)?(?:[.,](\\d{1,9}))?',
                    '(?:[Zz]|([+-])(\\d\\d)(?::?(\\d\\d))?)?)?',
                    -- or a month or a week alone
                    '|-(\\d\\d)|-?[Ww](\\d\\d))?$'))]))[1];

-- RFC 2822, as udf/event_rules/mail_time.h.
CREATE OR REPLACE FUNCTION event_rules_v2_parse_mail_time{{ON_CLUSTER}} AS (_text) ->
    arrayMap(
        (n, parts) -> event_rules_v2_moment(
            event_rules_v2_calendar_day(
                n[3],
                intDiv(position('janfebmaraprmayjunjulaugsepoctnovdec', lower(parts[2])) + 2, 3),
                n[1]),
            n[4], n[5], n[6], 0,
            parts[9] != '+',
            if(
                parts[7] = '',
                n[10],
                transform(lower(parts[7]), ['e', 'c', 'm', 'p'], [5, 6, 7, 8], 0) - (lower(parts[8]) = 'd')),
            n[11]),
        arrayMap(
            parts -> (arrayMap(part -> toInt64OrZero(part), parts), parts),
            [extractGroups(
                _text,
                concat(
                    '(?i)^(?:(?:mon|tue|wed|thu|fri|sat|sun),[ \\t]*)?',
                    '(\\d{1,2})[ \\t]+(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[ \\t]+(\\d{4})[ \\t]+',
                    '([01]\\d|2[0-3]):(\\d\\d)(?::(\\d\\d))?[ \\t]+',
                    '(?:z|utc?|gmt|([ecmp])([sd])t|([+-])(\\d\\d)(?::?(\\d\\d))?)',
                    '(?:[ \\t]+\\([ -\'*-~]*\\))?$'))]))[1];

-- Beyond ten million the value is no time.
CREATE OR REPLACE FUNCTION event_rules_v2_exponent{{ON_CLUSTER}} AS (_digits) ->
    if(length(_digits) > 7, 10000000, toInt64OrZero(_digits));

-- An epoch, as udf/event_rules/epoch_number.h. An exponent is for numbers only.
CREATE OR REPLACE FUNCTION event_rules_v2_parse_epoch{{ON_CLUSTER}} AS (_text, _is_number) ->
    arrayMap(
        (digits, integer_digits) -> if(
            digits = '' OR integer_digits < 9 OR integer_digits > 20,
            -1,
            event_rules_v2_in_range(toInt64OrZero(substring(
                concat(digits, '00000000000000000'),
                1,
                integer_digits + [6, 3, 0, -3][intDiv(integer_digits - 6, 3)])))),
        arrayMap(
            (parts, digits) -> (
                if(if(_is_number, 0, parts[4] != ''), '', digits),
                length(digits) - length(parts[2])
                    + if(parts[3] = '-', -1, 1) * event_rules_v2_exponent(trimLeft(parts[4], '0'))),
            arrayMap(
                -- integer, fraction, sign of the exponent, exponent
                parts -> (parts, trimLeft(concat(parts[1], parts[2]), '0')),
                [extractGroups(_text, '^(\\d+)(?:\\.(\\d+))?(?:[eE]([+-]?)(\\d+))?$')])))[1];

CREATE OR REPLACE FUNCTION event_rules_v2_parse_time{{ON_CLUSTER}} AS (_text, _is_number) ->
    greatest(
        if(_is_number, -1, event_rules_v2_parse_iso_time(_text)),
        if(_is_number, -1, event_rules_v2_parse_mail_time(_text)),
        event_rules_v2_parse_epoch(_text, _is_number));

-- A difference between the device's clock and ours; up to a minute it is the time that the request took.
CREATE OR REPLACE FUNCTION event_rules_v2_clock_skew{{ON_CLUSTER}} AS (_sent_at_us, _received_at_us) ->
    if(_sent_at_us < 0 OR abs(_sent_at_us - _received_at_us) <= 60000000, 0, _sent_at_us - _received_at_us);

-- How long before it was sent an event was captured: whole milliseconds; -1 for what is no offset.
CREATE OR REPLACE FUNCTION event_rules_v2_offset_ms{{ON_CLUSTER}} AS (_field) ->
    if(
        if(_field.2 = 34, 0, match(_field.3, '^-?\\d{1,15}(\\.\\d+)?$')),
        toInt64OrZero(extract(_field.3, '\\d+')),
        -1);

-- The time of an event in microseconds, and the warnings.
CREATE OR REPLACE FUNCTION event_rules_v2_resolve_time{{ON_CLUSTER}} AS (_field, _offset, _received_at_us, _sent_at) ->
    arrayMap(
        (kind, received, sent, parsed, corrected, offset_ms) -> multiIf(
            if(kind = 0, offset_ms < 0, 0), (received, []),
            kind IN (91, 123, 102, 116) OR parsed < 0 OR event_rules_v2_in_range(corrected) < 0,
                (received, arrayConcat(sent, [('invalid_timestamp', if(kind = 0, _offset.3, _field.3))])),
            corrected - received > 82800000000, (received, arrayConcat(sent, [('timestamp_in_future', _field.3)])),
            (corrected, sent)),
        arrayMap(
            (kind, received, us, skew, offset_ms) -> (
                kind,
                received,
                if(_sent_at = '' OR us[2] >= 0, [], [('invalid_sent_at', _sent_at)]),
                if(kind = 0, 0, us[1]),
                if(kind = 0, if(us[2] < 0 OR skew != 0, received, us[2]) - 1000 * offset_ms, us[1] - skew),
                offset_ms),
            arrayMap(
                (kind, received, us, offset_ms) -> (
                    kind, received, us, event_rules_v2_clock_skew(us[2], received), offset_ms),
                [(
                    _field.2,
                    _received_at_us,
                    arrayMap(
                        (text, is_number) -> event_rules_v2_parse_time(text, is_number),
                        [(_field.3, _field.2 != 34), (_sent_at, 0)]),
                    event_rules_v2_offset_ms(_offset))])))[1];
