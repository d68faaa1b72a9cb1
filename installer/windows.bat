@echo off
rem Makes the installers for Windows, an .msi and a portable .zip, in target\dist. Needs a JDK 25 and Maven; WiX 3.14 or later for the
rem .msi, else that one is left out. Options go to Maven, such as -o.
setlocal
cd /d "%~dp0.."
where mvn >nul 2>nul
if errorlevel 1 (
  echo installer\windows.bat: Maven is missing; install Maven 3.8 or later ^(https://maven.apache.org^) 1>&2
  exit /b 1
)
call mvn -B -ntp -Pinstaller -DskipTests package %*
exit /b %ERRORLEVEL%
