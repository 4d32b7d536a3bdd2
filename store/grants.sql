-- What the application's role may do, said again after every migration. The
-- role is guibei_app, or the one that the setting guibei.app_role names (in
-- the URL: options=-c%20guibei.app_role%3Dname). Without such a role nothing is
-- granted: the owner itself runs the application, as in the embedded server.
DO $$
DECLARE
    app text := coalesce(nullif(current_setting('guibei.app_role', true), ''), 'guibei_app');
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = app) OR app = current_user THEN
        RETURN;
    END IF;
    EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', app);
    EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA public FROM %I', app);
    EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA public TO %I', app);
    EXECUTE format('GRANT INSERT ON event, version, check_receipt, file TO %I', app);
    EXECUTE format('GRANT INSERT, UPDATE ON organ, person, account, bootstrap_token, cases, case_search, opinion, '
        'obligation, task, command, number_sequence, calendar_year, counsel_request, phrase, preference, published_text, rule_setting, region_list TO %I', app);
    EXECUTE format('GRANT INSERT, UPDATE, DELETE ON session, clock, draft, law_text, law_article, text_sketch TO %I', app);
    EXECUTE format('GRANT INSERT, DELETE ON person_role TO %I', app);
    EXECUTE format('GRANT INSERT ON admin_event, rule_miss, nature, lead_explanation TO %I', app);
    EXECUTE format('GRANT INSERT, UPDATE ON admin_head, notification_seen TO %I', app);
END
$$;
