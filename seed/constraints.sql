-- Keys as they are before: primary and foreign keys, and the two unique tokens that the document says exist.
-- None of the indexes that it proposes, and nothing that would refuse its duplicate applications.

ALTER TABLE users ADD PRIMARY KEY (id);
ALTER TABLE accounts ADD PRIMARY KEY (id);
ALTER TABLE sessions ADD PRIMARY KEY (id), ADD UNIQUE (session_token);
ALTER TABLE verification_tokens ADD PRIMARY KEY (id), ADD UNIQUE (token);
ALTER TABLE password_reset_tokens ADD PRIMARY KEY (id);
ALTER TABLE companies ADD PRIMARY KEY (id);
ALTER TABLE employers ADD PRIMARY KEY (id);
ALTER TABLE candidates ADD PRIMARY KEY (id);
ALTER TABLE skills ADD PRIMARY KEY (id);
ALTER TABLE experiences ADD PRIMARY KEY (id);
ALTER TABLE jobs ADD PRIMARY KEY (id);
ALTER TABLE job_applications ADD PRIMARY KEY (id);
ALTER TABLE notifications ADD PRIMARY KEY (id);

ALTER TABLE accounts ADD FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE;
ALTER TABLE sessions ADD FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE;
ALTER TABLE password_reset_tokens ADD FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE;
ALTER TABLE employers
  ADD FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
  ADD FOREIGN KEY (company_id) REFERENCES companies (id);
ALTER TABLE candidates ADD FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE;
ALTER TABLE skills ADD FOREIGN KEY (candidate_id) REFERENCES candidates (id) ON DELETE CASCADE;
ALTER TABLE experiences ADD FOREIGN KEY (candidate_id) REFERENCES candidates (id) ON DELETE CASCADE;
ALTER TABLE jobs
  ADD FOREIGN KEY (employer_id) REFERENCES employers (id),
  ADD FOREIGN KEY (company_id) REFERENCES companies (id);
ALTER TABLE job_applications
  ADD FOREIGN KEY (job_id) REFERENCES jobs (id) ON DELETE CASCADE,
  ADD FOREIGN KEY (candidate_id) REFERENCES candidates (id) ON DELETE CASCADE;
ALTER TABLE notifications
  ADD FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
  ADD FOREIGN KEY (related_job_id) REFERENCES jobs (id) ON DELETE SET NULL,
  ADD FOREIGN KEY (related_application_id) REFERENCES job_applications (id) ON DELETE SET NULL;
